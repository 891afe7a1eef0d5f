package io.ringwall.engine.route;

import io.ringwall.engine.flows.Translations;
import io.ringwall.engine.identity.Identity;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.HttpExchange;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds back events whose address nobody is known to hold yet, or stands for another one that is
 * not known yet, and what follows on the same flow. Used by the dispatcher.
 */
final class WaitingRoom {
  /** Beyond, the flow that waits longest is let go at once, so that memory stays bounded. */
  private static final int EVENTS_MAX = 65_536;

  private final Identity identity;
  private final Translations translations;
  private final Map<Key, Held> held = new LinkedHashMap<>();
  private long arrivals;
  private int events;
  private long waited;

  WaitingRoom(Identity identity, Translations translations) {
    this.identity = identity;
    this.translations = translations;
  }

  private record Key(String source, String flowId) {}

  private record Arrival(Event event, long number) {}

  private static final class Held {
    private final Instant until;
    private final Deque<Arrival> arrivals = new ArrayDeque<>();

    Held(Instant until) {
      this.until = until;
    }
  }

  /** Keeps this event, if it has to wait. */
  boolean holds(Event event, Instant at) {
    Key key = key(event);
    if (key == null) {
      return false;
    }
    Held flow = held.get(key);
    if (flow == null) {
      Instant until = waitsUntil(event);
      if (until == null || !until.isAfter(at)) {
        return false;
      }
      flow = new Held(until);
      held.put(key, flow);
      waited++;
    }
    flow.arrivals.add(new Arrival(event, arrivals++));
    events++;
    return true;
  }

  private @Nullable Instant waitsUntil(Event event) {
    Instant holder = identity.waitsUntil(event);
    Instant translation = event instanceof Flow flow ? translations.waitsUntil(flow) : null;
    if (holder == null || translation == null) {
      return holder == null ? translation : holder;
    }
    return holder.isAfter(translation) ? holder : translation;
  }

  private static @Nullable Key key(Event event) {
    if (event instanceof Flow flow) {
      return new Key(flow.source(), flow.flowId());
    }
    return event instanceof HttpExchange http && http.flowId() instanceof String flowId
        ? new Key(http.source(), flowId)
        : null;
  }

  /** Those that waited until this time at most, in the order in which they came. */
  List<Event> due(Instant time) {
    if (held.isEmpty()) {
      return List.of();
    }
    List<Arrival> released = new ArrayList<>();
    Iterator<Held> all = held.values().iterator();
    while (all.hasNext()) {
      Held flow = all.next();
      if (!flow.until.isAfter(time) || events > EVENTS_MAX) {
        released.addAll(flow.arrivals);
        events -= flow.arrivals.size();
        all.remove();
      }
    }
    return inOrder(released);
  }

  /** Those that wait for nothing any more, in the order in which they came. */
  List<Event> known() {
    if (held.isEmpty()) {
      return List.of();
    }
    List<Arrival> released = new ArrayList<>();
    Iterator<Held> all = held.values().iterator();
    while (all.hasNext()) {
      Held flow = all.next();
      if (waitsUntil(flow.arrivals.getFirst().event()) == null) {
        released.addAll(flow.arrivals);
        events -= flow.arrivals.size();
        all.remove();
      }
    }
    return inOrder(released);
  }

  private static List<Event> inOrder(List<Arrival> released) {
    released.sort(Comparator.comparingLong(Arrival::number));
    return released.stream().map(Arrival::event).toList();
  }

  /** Flows that had to wait. */
  long waited() {
    return waited;
  }
}
