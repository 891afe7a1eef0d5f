package io.ringwall.engine.plugins;

import org.jspecify.annotations.Nullable;

/** Where something that served stood, for what serves next in its place. */
final class Handed {
  private final byte @Nullable [] state;
  private final QueueSlot queue;
  private final boolean served;

  /**
   * A place.
   *
   * @param state what was handed over
   * @param queue the queue of a source
   * @param served did it work, so that a successor which does not is no successor
   */
  Handed(byte @Nullable [] state, QueueSlot queue, boolean served) {
    this.state = state;
    this.queue = queue;
    this.served = served;
  }

  /** The place of something that nobody served before. */
  static Handed nothing() {
    return new Handed(null, new QueueSlot(), false);
  }

  byte @Nullable [] state() {
    return state;
  }

  QueueSlot queue() {
    return queue;
  }

  boolean served() {
    return served;
  }
}
