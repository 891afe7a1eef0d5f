package io.ringwall.sdk.rules;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The global {@code policy} of rules over {@link Edge}. What a rule says leaves with its version;
 * the operator's own entries go before it.
 */
@ProviderType
public interface Policy {
  /** This edge is allowed, and why. */
  void allow(Edge edge, String reason);

  /** This edge is denied, and why. */
  void deny(Edge edge, String reason);
}
