package io.ringwall.engine.plugins;

import io.ringwall.engine.config.PluginAdmission;
import java.util.Set;

/**
 * Whose plugins are let in. Where nothing is set, whoever can write to the folder decides; else a
 * JAR is let in when its SHA-256 is listed, or when one of the listed signers has signed every
 * entry of it. A JAR that says it is signed has to be signed whole, whatever is set.
 *
 * @param digests SHA-256 of admitted JARs, 64 lower-case hex digits each
 * @param signers SHA-256 of the certificates (DER) that admitted JARs are signed with, likewise
 * @param kernel symbolic names of the bundles that may use the kernel
 */
public record Admission(Set<String> digests, Set<String> signers, Set<String> kernel) {
  /** What is in the folder is let in. */
  public static final Admission ALL = of(PluginAdmission.ALL);

  public Admission {
    digests = Set.copyOf(digests);
    signers = Set.copyOf(signers);
    kernel = Set.copyOf(kernel);
  }

  /** These JARs and signers; the kernel is granted to our own bundles. */
  public Admission(Set<String> digests, Set<String> signers) {
    this(digests, signers, PluginAdmission.ALL.kernel());
  }

  /** What the user set. */
  public static Admission of(PluginAdmission settings) {
    return new Admission(settings.digests(), settings.signers(), settings.kernel());
  }

  boolean open() {
    return digests.isEmpty() && signers.isEmpty();
  }
}
