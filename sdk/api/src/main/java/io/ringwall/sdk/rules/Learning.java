package io.ringwall.sdk.rules;

import org.osgi.annotation.versioning.ProviderType;

/** The global {@code learning} of rules over {@link Edge}. */
@ProviderType
public interface Learning {
  /** A qualified candidate graduates now, before its scope leaves mode learn. */
  void graduate(Edge edge);

  /** This edge is never learned by itself, and why. */
  void never(Edge edge, String reason);
}
