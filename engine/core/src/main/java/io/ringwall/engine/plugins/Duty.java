package io.ringwall.engine.plugins;

import org.jspecify.annotations.Nullable;

/** Something that a plugin has opened, and how it serves. Serves once. */
sealed interface Duty permits SourceDuty, ProviderDuty, EngagedDuty {
  /**
   * Serves until its input ends or {@link #halt} is called.
   *
   * @param queue of the instance; only sources use it
   * @param begun called once what it is there for has begun: from now on nothing is missed
   * @throws io.ringwall.engine.config.RingwallException when the plugin cannot go on, or fails
   */
  void serve(QueueSlot queue, Runnable begun) throws InterruptedException;

  /** Makes {@link #serve} return soon; from another thread, and may block as the plugin does. */
  void halt();

  /** State for its successor, once it serves no more. */
  byte @Nullable [] handOver() throws InterruptedException;

  /** Frees what it holds, once it serves no more. */
  void close();

  /** What it still does, though it is left behind, leads nowhere. Never blocks. */
  void abandon();

  /** What it failed with while it serves; empty when it does not fail. */
  String trouble();
}
