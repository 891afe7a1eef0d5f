package io.ringwall.sdk.source;

import java.nio.channels.ClosedByInterruptException;

/** Interrupts of a thread that reads from a channel. */
public final class Interruptions {
  private Interruptions() {}

  /**
   * What {@link io.ringwall.sdk.plugin.CaptureSource#run} throws when its thread was interrupted
   * while it read: the channel was closed by that, which is no failure of its file or peer. The
   * thread is not interrupted any more.
   */
  public static InterruptedException of(ClosedByInterruptException cause) {
    Thread.interrupted();
    var interrupted = new InterruptedException("interrupted while it read");
    interrupted.initCause(cause);
    return interrupted;
  }
}
