package io.ringwall.engine.flows;

/**
 * What one flow teaches. It is withdrawn when it becomes known that an end of the flow was another
 * than it was taken for, before or after it was learned; whoever learns asks at last.
 */
public final class Lesson {
  private volatile boolean withdrawn;

  Lesson() {}

  void withdraw() {
    withdrawn = true;
  }

  /** Was it wrong. Any thread. */
  public boolean withdrawn() {
    return withdrawn;
  }
}
