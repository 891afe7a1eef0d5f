package io.ringwall.bench.rules;

import org.openjdk.jmh.infra.Blackhole;

/** An engine that has loaded the rules. Used by one thread. */
interface Contestant extends AutoCloseable {
  /** What a contestant answers when no rule matches. */
  int NONE = -1;

  /**
   * Makes events as this contestant takes them, of these paths, each with a text of its own, as one
   * that was read from a packet.
   */
  Object[] events(byte[][] paths);

  /** The rule that matches this event, or {@link #NONE}. */
  int answer(Object event);

  /** Judges an event as its users do. */
  void judge(Object event, Blackhole judged);

  @Override
  default void close() {}
}
