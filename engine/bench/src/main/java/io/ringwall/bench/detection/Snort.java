package io.ringwall.bench.detection;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Snort 3, {@code port_scan} at a level of {@code lua/snort_defaults.lua}: negative answers (RST,
 * ICMP error) and changed ports of one pair of hosts in a window; for sweeps, negative answers and
 * targets of one source. Counts on our flows what Snort counts on packets.
 */
final class Snort implements Detector {
  private static final int SCANS = 200;

  private static final class Tally {
    Instant begin = Instant.MIN;
    int rejects;
    int attempts;
    final Set<Object> changed = new HashSet<>();
    boolean told;
  }

  private final String level;
  private final Duration window;
  private final int rejects;
  private final int ports;
  private final int nets;
  private final boolean silenceCounts;

  private Snort(
      String level, Duration window, int rejects, int ports, int nets, boolean silenceCounts) {
    this.level = level;
    this.window = window;
    this.rejects = rejects;
    this.ports = ports;
    this.nets = nets;
    this.silenceCounts = silenceCounts;
  }

  static Snort low() {
    return new Snort("low", Duration.ofSeconds(60), 5, 5, 5, false);
  }

  static Snort medium() {
    return new Snort("medium", Duration.ofSeconds(90), 10, 15, 7, true);
  }

  @Override
  public String name() {
    return "Snort 3 port_scan, " + level;
  }

  @Override
  public List<Alarm> alarms(List<Connection> flows) {
    Map<List<Object>, Tally> pairs = new HashMap<>();
    Map<List<Object>, Tally> sources = new HashMap<>();
    List<Alarm> alarms = new ArrayList<>();
    for (Connection flow : flows) {
      if (flow.protocol().equals("ARP")) {
        continue;
      }
      Tally pair =
          tally(pairs, List.of(flow.source(), flow.target(), flow.protocol()), flow, flow.port());
      if (!pair.told && enough(pair, ports)) {
        pair.told = true;
        alarms.add(new Alarm(Technique.PORT_SCAN, flow.source(), pair.begin));
      }
      Tally source = tally(sources, List.of(flow.source(), flow.protocol()), flow, flow.target());
      if (!source.told && enough(source, nets)) {
        source.told = true;
        alarms.add(new Alarm(Technique.SWEEP, flow.source(), source.begin));
      }
    }
    return alarms;
  }

  private boolean enough(Tally tally, int changes) {
    boolean refused = tally.rejects >= rejects;
    boolean filtered = silenceCounts && tally.attempts >= SCANS;
    return (refused || filtered) && tally.changed.size() >= changes;
  }

  private Tally tally(
      Map<List<Object>, Tally> tallies, List<Object> key, Connection flow, Object changed) {
    Tally tally = tallies.computeIfAbsent(key, _ -> new Tally());
    if (tally.begin.equals(Instant.MIN) || flow.start().isAfter(tally.begin.plus(window))) {
      tally = new Tally();
      tally.begin = flow.start();
      tallies.put(key, tally);
    }
    boolean silent = flow.responderPackets() == 0;
    boolean refused = flow.answered() && flow.unproductive();
    tally.rejects += refused ? 1 : 0;
    tally.attempts += silent ? 1 : 0;
    if (refused || silent) {
      tally.changed.add(changed);
    }
    return tally;
  }
}
