package io.ringwall.engine.plugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarFile;
import java.util.zip.ZipException;

/** Where JARs are let in: copied, looked at whole, and admitted or refused. */
final class Door {
  private final Path folder;
  private final Admission admission;
  private final AtomicInteger copies = new AtomicInteger();

  /**
   * A door.
   *
   * @param folder an existing folder that nobody else writes to
   */
  Door(Path folder, Admission admission) {
    this.folder = folder;
    this.admission = admission;
  }

  /** A JAR was refused, and these were its bytes. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;
    private final String digest;
    private final PluginTrouble trouble;

    Refused(String digest, PluginTrouble trouble) {
      super(trouble);
      this.digest = digest;
      this.trouble = trouble;
    }

    String digest() {
      return digest;
    }

    PluginTrouble trouble() {
      return trouble;
    }
  }

  /** Lets a JAR in. */
  Candidate admit(Path file) throws Refused {
    Path into = folder.resolve(copies.incrementAndGet() + ".jar");
    String digest = "";
    try {
      Copy copy = Copy.of(file, into);
      digest = copy.digest();
      return looked(file, copy);
    } catch (PluginTrouble e) {
      delete(into);
      throw new Refused(digest, e);
    }
  }

  private Candidate looked(Path file, Copy copy) throws PluginTrouble {
    try (var jar = new JarFile(copy.path().toFile())) {
      Contents contents = Contents.of(jar);
      Candidate candidate = Candidate.of(file, copy, jar, contents.names());
      admit(copy, contents);
      return candidate;
    } catch (ZipException e) {
      throw PluginTrouble.unfinished("it is no JAR: " + e.getMessage());
    } catch (IOException | SecurityException | IllegalArgumentException e) {
      throw PluginTrouble.refused("it cannot be read: " + e.getMessage());
    }
  }

  private void admit(Copy copy, Contents contents) throws PluginTrouble {
    if (contents.claimsSignature()) {
      contents.requireSignedWhole();
    }
    if (admission.open() || admission.digests().contains(copy.digest())) {
      return;
    }
    if (admission.signers().isEmpty()) {
      throw PluginTrouble.refused(
          "nobody admitted it: plugin-admission.digests does not list its SHA-256, "
              + copy.digest());
    }
    contents.requireSignedWhole();
    Set<String> signers = contents.signersOfAll();
    if (signers.stream().noneMatch(admission.signers()::contains)) {
      throw PluginTrouble.refused(
          "plugin-admission.signers lists none of those who signed it: "
              + String.join(", ", contents.described(signers)));
    }
  }

  /** Forgets a copy that is no longer loaded. */
  static void delete(Path copy) {
    try {
      Files.deleteIfExists(copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
