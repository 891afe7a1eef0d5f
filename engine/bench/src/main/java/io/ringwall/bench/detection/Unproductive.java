package io.ringwall.bench.detection;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Our own definition counted by hand over the same flows: 10 unproductive ports of one target, or
 * 10 targets that are no global addresses, in a sliding minute. Where it and the product differ,
 * the rules differ from what they were meant to be.
 */
final class Unproductive implements Detector {
  private static final Duration WINDOW = Duration.ofSeconds(60);
  private static final int MANY = 10;
  private static final int FIRST_TRACEROUTE_PORT = 33_434;
  private static final int LAST_TRACEROUTE_PORT = 33_534;

  private record Item(Instant time, Object value) {}

  private static final class Sliding {
    final Deque<Item> items = new ArrayDeque<>();
    boolean told;
  }

  private final Map<List<Object>, Sliding> windows = new HashMap<>();
  private final List<Alarm> alarms = new ArrayList<>();

  @Override
  public String name() {
    return "unproductive, by hand";
  }

  @Override
  public List<Alarm> alarms(List<Connection> flows) {
    windows.clear();
    alarms.clear();
    for (Connection flow : flows) {
      boolean ofAddress = Set.of("ICMP", "ICMPV6", "ARP").contains(flow.protocol());
      if (flow.unproductive() && !ofAddress && !traceroute(flow)) {
        add(
            Technique.PORT_SCAN,
            flow,
            List.of(Technique.PORT_SCAN, flow.source(), flow.target()),
            List.of(flow.protocol(), flow.port()));
      }
      if ((flow.unproductive() || ofAddress) && flow.localTarget() && !traceroute(flow)) {
        add(
            Technique.SWEEP,
            flow,
            List.of(Technique.SWEEP, flow.source(), flow.protocol(), ofAddress ? 0 : flow.port()),
            flow.target());
      }
    }
    return List.copyOf(alarms);
  }

  private static boolean traceroute(Connection flow) {
    return flow.udp()
        && flow.port() >= FIRST_TRACEROUTE_PORT
        && flow.port() <= LAST_TRACEROUTE_PORT;
  }

  private void add(Technique technique, Connection flow, List<Object> key, Object value) {
    Sliding window = windows.computeIfAbsent(key, _ -> new Sliding());
    Instant oldest = flow.start().minus(WINDOW);
    while (!window.items.isEmpty() && window.items.peekFirst().time().isBefore(oldest)) {
      window.items.removeFirst();
    }
    window.items.addLast(new Item(flow.start(), value));
    Set<Object> distinct = new HashSet<>();
    window.items.forEach(item -> distinct.add(item.value()));
    if (distinct.size() >= MANY && !window.told) {
      window.told = true;
      alarms.add(new Alarm(technique, flow.source(), window.items.getFirst().time()));
    }
  }
}
