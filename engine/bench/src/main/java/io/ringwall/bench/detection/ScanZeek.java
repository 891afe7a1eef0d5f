package io.ringwall.bench.detection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Zeek, {@code policy/misc/scan.zeek}: per source, failed TCP connections to 25 hosts on one port
 * or 15 ports of one host, in five minutes.
 */
final class ScanZeek implements Detector {
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final int HOSTS = 25;
  private static final int PORTS = 15;
  private static final Set<String> FAILED = Set.of("S0", "REJ", "RSTOS0", "SH");

  @Override
  public String name() {
    return "Zeek scan.zeek";
  }

  @Override
  public List<Alarm> alarms(List<Connection> flows) {
    Windows ports = new Windows(Technique.PORT_SCAN, WINDOW, PORTS);
    Windows hosts = new Windows(Technique.SWEEP, WINDOW, HOSTS);
    for (Connection flow : flows) {
      if (failed(flow)) {
        ports.add(flow, List.of(flow.source(), flow.target()), flow.port());
        hosts.add(flow, List.of(flow.source(), flow.port()), flow.target());
      }
    }
    List<Alarm> all = new ArrayList<>(ports.alarms());
    all.addAll(hosts.alarms());
    return all;
  }

  private static boolean failed(Connection flow) {
    if (!flow.tcp() || flow.history().indexOf('S') < 0) {
      return false;
    }
    boolean resetUnused =
        flow.history().indexOf('h') >= 0
            && flow.history().indexOf('R') >= 0
            && flow.dataBytes() == 0;
    return FAILED.contains(flow.state()) || resetUnused;
  }
}
