package io.ringwall.engine.route;

import io.ringwall.sdk.event.Event;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Where judged events pass those who watch; costs next to nothing while nobody does. */
final class EventTap {
  private final List<EventStream> streams = new CopyOnWriteArrayList<>();

  /** Shows an event; called on the correlation thread. */
  void show(Event event) {
    for (EventStream stream : streams) {
      stream.offer(event);
    }
  }

  /** What is judged from now on and wanted; keeps at most so many. */
  EventStream open(Predicate<Event> wanted, int capacity) {
    var stream = new EventStream(this, wanted, capacity);
    streams.add(stream);
    return stream;
  }

  void forget(EventStream stream) {
    streams.remove(stream);
  }

  /** Nothing more will come. */
  void close() {
    streams.forEach(EventStream::close);
  }
}
