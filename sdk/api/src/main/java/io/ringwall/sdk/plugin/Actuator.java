package io.ringwall.sdk.plugin;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes the boundary true in some backend: packet filter, NetworkPolicy, proxy. Called on a thread
 * of its own, never on the path of an event.
 */
@ConsumerType
public interface Actuator extends AutoCloseable {
  /**
   * Makes the backend enforce this boundary for these members, whole or not at all: on failure the
   * backend stays as it was. What was enforced before and is no part of the boundary is removed.
   * Calling it again with the same revisions changes nothing. What the backend cannot express comes
   * back as a gap and is not enforced.
   *
   * @throws PluginException when the backend refused; the engine tries again with back-off
   */
  Convergence converge(Boundary boundary, Membership membership) throws PluginException;

  /**
   * What the backend enforces now, read from the backend itself, not from memory.
   *
   * @throws PluginException when it cannot be read
   */
  Observation observe() throws PluginException;

  /** Frees what the actuator holds; what is enforced stays enforced. Called once. */
  @Override
  void close();
}
