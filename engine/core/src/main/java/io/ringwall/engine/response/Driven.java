package io.ringwall.engine.response;

import io.ringwall.sdk.plugin.Boundary;
import io.ringwall.sdk.plugin.Convergence;
import io.ringwall.sdk.plugin.Membership;
import io.ringwall.sdk.plugin.Observation;

/** An actuator, as the one who drives it sees it. Called on one thread; may block. */
public interface Driven {
  /** Name in configuration and counters. */
  String name();

  /**
   * Makes the backend enforce this boundary.
   *
   * @throws io.ringwall.engine.config.RingwallException when the backend refused
   */
  Convergence converge(Boundary boundary, Membership membership) throws InterruptedException;

  /**
   * What the backend enforces now.
   *
   * @throws io.ringwall.engine.config.RingwallException when it cannot be read
   */
  Observation observe() throws InterruptedException;
}
