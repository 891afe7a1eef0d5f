package io.ringwall.bench.detection;

import io.ringwall.sdk.event.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Our own definition counted by hand over the same flows: 10 unproductive ports of one target, 5
 * protocols of it, or 10 targets that are no global addresses (30 asked for by ARP), in a sliding
 * minute. Who sent nothing tried nothing: a first SYN-ACK or RST is back-scatter. Where it and the
 * product differ, the rules differ from what they were meant to be.
 */
final class Unproductive implements Detector {
  private static final Duration WINDOW = Duration.ofSeconds(60);
  private static final int MANY = 10;
  private static final int PROTOCOLS = 5;
  private static final int ADDRESSES = 30;
  private static final int FIRST_TRACEROUTE_PORT = 33_434;
  private static final int LAST_TRACEROUTE_PORT = 33_534;

  private record Item(Instant time, Object value) {}

  private static final class Sliding {
    final Deque<Item> items = new ArrayDeque<>();
    final Map<Object, Integer> times = new HashMap<>();
    boolean told;

    void add(Item item) {
      Instant oldest = item.time().minus(WINDOW);
      while (!items.isEmpty() && items.peekFirst().time().isBefore(oldest)) {
        Object gone = items.removeFirst().value();
        times.computeIfPresent(gone, (_, count) -> count == 1 ? null : count - 1);
      }
      items.addLast(item);
      times.merge(item.value(), 1, Integer::sum);
    }
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
      if (flow.originatorPackets() == 0 || IpAddress.parse(flow.target()).isMulticast()) {
        continue;
      }
      if (flow.unproductive() && !ofAddress && !traceroute(flow)) {
        add(
            Technique.PORT_SCAN,
            flow,
            List.of(Technique.PORT_SCAN, flow.source(), flow.target()),
            List.of(flow.protocol(), flow.port()),
            MANY);
        if (!portful(flow)) {
          add(
              Technique.PORT_SCAN,
              flow,
              List.of("protocols", flow.source(), flow.target()),
              flow.protocolNumber(),
              PROTOCOLS);
        }
      }
      if ((flow.unproductive() || ofAddress) && flow.localTarget() && !traceroute(flow)) {
        add(
            Technique.SWEEP,
            flow,
            List.of(Technique.SWEEP, flow.source(), flow.protocol(), ofAddress ? 0 : flow.port()),
            flow.target(),
            flow.protocol().equals("ARP") ? ADDRESSES : MANY);
      }
    }
    return List.copyOf(alarms);
  }

  private static boolean traceroute(Connection flow) {
    return flow.udp()
        && flow.port() >= FIRST_TRACEROUTE_PORT
        && flow.port() <= LAST_TRACEROUTE_PORT;
  }

  private static boolean portful(Connection flow) {
    return flow.tcp() || flow.udp();
  }

  private void add(Technique technique, Connection flow, List<Object> key, Object value, int many) {
    Sliding window = windows.computeIfAbsent(key, _ -> new Sliding());
    window.add(new Item(flow.start(), value));
    if (window.times.size() >= many && !window.told) {
      window.told = true;
      alarms.add(new Alarm(technique, flow.source(), window.items.getFirst().time()));
    }
  }
}
