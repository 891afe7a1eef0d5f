package io.ringwall.server;

import io.ringwall.engine.archive.EventJson;
import io.ringwall.engine.route.EventStream;
import io.ringwall.engine.route.Operations;
import io.ringwall.sdk.event.Event;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** Events as they are judged. */
final class EventEndpoints {
  /** Events that wait for one client. */
  private static final int QUEUE = 4_096;

  private static final Duration LOOK = Duration.ofMillis(500);
  private static final int QUIET_MAX = 20;

  private final Operations operations;
  private final Clients clients;
  private final EventJson json = new EventJson();

  EventEndpoints(Operations operations, Clients clients) {
    this.operations = operations;
    this.clients = clients;
  }

  void follow(Exchange exchange) throws IOException, InterruptedException {
    EventQuery query = EventQuery.of(exchange);
    try (var _ = clients.enter();
        EventStream stream = operations.events(query, QUEUE);
        OutputStream out = exchange.stream(EventSource.MEDIA_TYPE)) {
      follow(stream, new EventSource(out));
    }
  }

  private void follow(EventStream stream, EventSource events)
      throws IOException, InterruptedException {
    events.alive();
    int quiet = 0;
    while (!clients.closing() && !stream.ended()) {
      Event next = stream.take(Duration.ZERO);
      if (next == null) {
        events.flush();
        next = stream.take(LOOK);
      }
      events.left(stream.takeDropped());
      if (next != null) {
        events.send("event", null, json.write(next));
        quiet = 0;
      } else if (++quiet > QUIET_MAX) {
        events.alive();
        quiet = 0;
      }
    }
  }
}
