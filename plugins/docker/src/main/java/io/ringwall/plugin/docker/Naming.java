package io.ringwall.plugin.docker;

import io.ringwall.sdk.event.Image;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a container is, by its labels and image: never by its name, which may be different each time
 * it is started.
 */
final class Naming {
  static final String POD = "io.kubernetes.pod.name";
  static final String POD_UID = "io.kubernetes.pod.uid";
  private static final String STACK = "com.docker.stack.namespace";

  /** Kubernetes makes names of pods from these letters, so that they spell no words. */
  private static final String SAFE = "[bcdfghjklmnpqrstvwxz2456789]";

  private static final Pattern DEPLOYED =
      Pattern.compile("(.+?)-" + SAFE + "{6,10}-" + SAFE + "{5}");
  private static final Pattern NUMBERED = Pattern.compile("(.+)-[0-9]+");
  private static final Pattern RANDOM = Pattern.compile("(.+)-" + SAFE + "{5}");

  private static final Pattern IMAGE_ID = Pattern.compile("(sha256:)?[0-9a-f]{64}");
  private static final int SHORT_ID = 12;

  private Naming() {}

  static String namespace(Map<String, String> labels) {
    return Stream.of(
            "io.ringwall.namespace",
            "io.kubernetes.pod.namespace",
            STACK,
            "com.docker.compose.project")
        .flatMap(label -> label(labels, label).stream())
        .findFirst()
        .orElse("default");
  }

  static String service(Map<String, String> labels, Image image) {
    return label(labels, "io.ringwall.service")
        .or(() -> label(labels, POD).map(Naming::owner))
        .or(() -> label(labels, "com.docker.swarm.service.name").map(name -> local(name, labels)))
        .or(() -> label(labels, "com.docker.compose.service"))
        .orElse(image.shortName());
  }

  private static Optional<String> label(Map<String, String> labels, String name) {
    return Optional.ofNullable(labels.get(name)).filter(value -> !value.isBlank());
  }

  /** A pod's labels do not name its owner; its name is made of the owner's. */
  private static String owner(String pod) {
    for (Pattern pattern : new Pattern[] {DEPLOYED, NUMBERED, RANDOM}) {
      Matcher matcher = pattern.matcher(pod);
      if (matcher.matches()) {
        return matcher.group(1);
      }
    }
    return pod;
  }

  private static String local(String service, Map<String, String> labels) {
    String prefix = label(labels, STACK).map(stack -> stack + "_").orElse("");
    return service.startsWith(prefix) && service.length() > prefix.length()
        ? service.substring(prefix.length())
        : service;
  }

  /**
   * An image as Docker names it, in normal form. A container may have been started by an image's id
   * alone, which then is its repository too.
   */
  static Image image(String reference) {
    if (!IMAGE_ID.matcher(reference).matches()) {
      return Image.parse(reference);
    }
    String hex = reference.substring(reference.indexOf(':') + 1);
    return new Image(hex, hex.substring(0, SHORT_ID), null, null, "sha256:" + hex);
  }
}
