package io.ringwall.server;

import io.ringwall.engine.config.RingwallException;
import java.util.concurrent.Semaphore;

/** Clients that follow something for as long as they like; so many at once, and no more. */
final class Clients {
  private static final int MAX = 32;

  private final Semaphore places = new Semaphore(MAX);
  private volatile boolean closing;

  /** A client's place. */
  interface Place extends AutoCloseable {
    /** It leaves. */
    @Override
    void close();
  }

  /**
   * One more follows.
   *
   * @throws RingwallException of category RESOURCE when there are too many
   */
  Place enter() {
    if (!places.tryAcquire()) {
      throw new RingwallException(
          RingwallException.Category.RESOURCE,
          MAX + " clients follow events or findings already; no more can");
    }
    return places::release;
  }

  /** All are to leave soon. */
  void close() {
    closing = true;
  }

  boolean closing() {
    return closing;
  }
}
