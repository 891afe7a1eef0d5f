package io.ringwall.plugin.pcap;

import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.plugin.EventSink;
import java.time.Instant;

/**
 * Takes events of packets that pass, which do not wait: while the engine has no room, it drops the
 * least precious. To wait instead would fill the kernel's ring, and lose packets of any kind.
 */
record PassingEvents(EventSink engine) implements EventSink {
  @Override
  public void emit(Event event) {
    engine.offer(event);
  }

  @Override
  public boolean offer(Event event) {
    return engine.offer(event);
  }

  @Override
  public void complete(Instant upTo) {
    engine.complete(upTo);
  }
}
