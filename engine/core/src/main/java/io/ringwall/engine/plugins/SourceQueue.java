package io.ringwall.engine.plugins;

import io.ringwall.sdk.plugin.EventSink;

/** The bounded queue of a source instance, which outlives a source that a successor follows. */
public interface SourceQueue extends EventSink, AutoCloseable {
  /**
   * Nothing more is taken in: what is emitted from now on is dropped and counted, and who waits for
   * room waits no longer. What it holds is still judged. Never blocks; the second call does
   * nothing.
   */
  @Override
  void close();
}
