package io.ringwall.sdk.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An image, in the normal form of the Docker reference grammar.
 *
 * @param reference normal form: {@code docker.io/library/redis:7@sha256:…}
 * @param repository without tag and digest: {@code docker.io/library/redis}
 * @param tag its tag; {@code latest} where the reference had neither tag nor digest
 * @param digest digest of the manifest, {@code sha256:…}; absent for images never pushed or pulled
 * @param id digest of the configuration, as Docker's {@code Image} field has it; never comparable
 *     to {@code digest}
 */
public record Image(
    String reference,
    String repository,
    @Nullable String tag,
    @Nullable String digest,
    @Nullable String id) {
  public Image {
    Objects.requireNonNull(reference, "reference");
    Objects.requireNonNull(repository, "repository");
  }

  /**
   * Brings a reference as users write it into normal form: {@code redis} becomes {@code
   * docker.io/library/redis:latest}.
   */
  public static Image parse(String reference) {
    String rest = reference;
    String digest = null;
    int at = rest.indexOf('@');
    if (at >= 0) {
      digest = rest.substring(at + 1);
      rest = rest.substring(0, at);
    }
    String tag = null;
    int colon = rest.lastIndexOf(':');
    if (colon > rest.lastIndexOf('/')) {
      tag = rest.substring(colon + 1);
      rest = rest.substring(0, colon);
    }
    if (tag == null && digest == null) {
      tag = "latest";
    }
    String repository = repository(rest);
    String normal =
        repository + (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
    return new Image(normal, repository, tag, digest, null);
  }

  private static String repository(String name) {
    int slash = name.indexOf('/');
    if (slash < 0) {
      return "docker.io/library/" + name;
    }
    String first = name.substring(0, slash);
    if (first.equals("index.docker.io")) {
      return repository("docker.io" + name.substring(slash));
    }
    boolean registry =
        first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
    if (!registry) {
      return "docker.io/" + name;
    }
    boolean official = first.equals("docker.io") && name.indexOf('/', slash + 1) < 0;
    return official ? "docker.io/library" + name.substring(slash) : name;
  }

  /** The same image with its configuration id. */
  public Image withId(@Nullable String id) {
    return new Image(reference, repository, tag, digest, id);
  }

  /** The repository's last part: {@code redis}. */
  public String shortName() {
    return repository.substring(repository.lastIndexOf('/') + 1);
  }

  /** Tag, else digest: what makes it a version of its class. */
  public String version() {
    if (tag != null) {
      return tag;
    }
    return digest == null ? "" : digest;
  }
}
