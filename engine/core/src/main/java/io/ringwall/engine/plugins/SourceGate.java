package io.ringwall.engine.plugins;

import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.plugin.Diagnostics;
import io.ringwall.sdk.plugin.EventSink;
import java.time.Instant;

/** The way into a source's queue, open while the source runs: the queue outlives the source. */
final class SourceGate implements EventSink {
  private static final String REASON = "emitted-after-the-end";

  private final SourceQueue queue;
  private final Diagnostics diagnostics;
  private volatile boolean shut;

  SourceGate(SourceQueue queue, Diagnostics diagnostics) {
    this.queue = queue;
    this.diagnostics = diagnostics;
  }

  void shut() {
    shut = true;
  }

  @Override
  public void emit(Event event) throws InterruptedException {
    if (shut) {
      diagnostics.dropped(REASON, 1);
    } else {
      queue.emit(event);
    }
  }

  @Override
  public boolean offer(Event event) {
    if (shut) {
      diagnostics.dropped(REASON, 1);
      return false;
    }
    return queue.offer(event);
  }

  @Override
  public void complete(Instant upTo) {
    if (!shut) {
      queue.complete(upTo);
    }
  }
}
