package io.ringwall.engine.plugins;

import io.ringwall.sdk.plugin.Actuator;
import io.ringwall.sdk.plugin.Boundary;
import io.ringwall.sdk.plugin.Convergence;
import io.ringwall.sdk.plugin.Membership;
import io.ringwall.sdk.plugin.Observation;

/** An opened actuator; what its plugin throws comes out as a sentence. Used by one thread. */
public final class InstalledActuator implements AutoCloseable {
  private final String name;
  private final Guarded<Actuator> actuator;

  InstalledActuator(String name, String who, Actuator actuator) {
    this.name = name;
    this.actuator = new Guarded<>(who, actuator);
  }

  /** Name in configuration and counters. */
  public String name() {
    return name;
  }

  /**
   * Makes the backend enforce this boundary for these members, whole or not at all.
   *
   * @throws io.ringwall.engine.config.RingwallException when the backend refused, or the plugin
   *     fails
   */
  public Convergence converge(Boundary boundary, Membership membership)
      throws InterruptedException {
    return actuator.call(open -> open.converge(boundary, membership));
  }

  /**
   * What the backend enforces now.
   *
   * @throws io.ringwall.engine.config.RingwallException when it cannot be read, or the plugin fails
   */
  public Observation observe() throws InterruptedException {
    return actuator.call(Actuator::observe);
  }

  /** What its last call failed with; empty when it did not fail. */
  String trouble() {
    return actuator.trouble();
  }

  /**
   * Frees what it holds; what is enforced stays enforced.
   *
   * @throws io.ringwall.engine.config.RingwallException when the plugin fails
   */
  @Override
  public void close() {
    actuator.close();
  }
}
