package io.ringwall.engine.plugins;

import io.ringwall.sdk.plugin.Timing;
import org.jspecify.annotations.Nullable;

/** The queue of a source instance, as it passes from one opened source to the next. */
final class QueueSlot {
  private @Nullable SourceQueue queue;
  private @Nullable Timing timing;

  /** The queue that is there, if its timing is the same; else a new one. */
  synchronized SourceQueue queue(String instance, Timing wanted, Stations stations) {
    if (queue != null && wanted.equals(timing)) {
      return queue;
    }
    close();
    SourceQueue opened = stations.source(instance, wanted);
    queue = opened;
    timing = wanted;
    return opened;
  }

  synchronized void close() {
    if (queue != null) {
      queue.close();
      queue = null;
    }
  }
}
