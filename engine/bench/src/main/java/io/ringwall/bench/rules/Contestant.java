package io.ringwall.bench.rules;

/** An engine that has loaded the rules. Used by one thread. */
interface Contestant extends AutoCloseable {
  /** What a contestant answers when no rule matches. */
  int NONE = -1;

  /** The rule that matches this request, or {@link #NONE}. */
  int judge(int request);

  @Override
  default void close() {}
}
