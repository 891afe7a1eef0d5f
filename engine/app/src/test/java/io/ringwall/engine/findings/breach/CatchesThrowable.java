package io.ringwall.engine.findings.breach;

/** A deliberate breach: swallows errors away from the plugin edge. */
public final class CatchesThrowable {
  String attempt(Runnable work) {
    try {
      work.run();
      return "done";
    } catch (Throwable e) {
      return "failed";
    }
  }
}
