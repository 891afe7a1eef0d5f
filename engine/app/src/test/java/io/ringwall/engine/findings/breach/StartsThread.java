package io.ringwall.engine.findings.breach;

/** A deliberate breach: a thread that nobody injected. */
public final class StartsThread {
  void start(Runnable work) {
    Thread.ofPlatform().start(work);
  }
}
