package io.ringwall.bench.detection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Slips, {@code modules/network_discovery}: connections by TCP or UDP that were not established, to
 * more than 5 ports of one host or more than 5 hosts on one port, in an hour; five hosts by ICMP.
 */
final class Slips implements Detector {
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final int MORE_THAN_FIVE = 6;
  private static final int PINGED = 5;
  private static final Set<String> NOT_ESTABLISHED =
      Set.of("S0", "REJ", "RSTOS0", "RSTRH", "SH", "SHR");

  @Override
  public String name() {
    return "Slips network_discovery";
  }

  @Override
  public List<Alarm> alarms(List<Connection> flows) {
    Windows ports = new Windows(Technique.PORT_SCAN, WINDOW, MORE_THAN_FIVE);
    Windows hosts = new Windows(Technique.SWEEP, WINDOW, MORE_THAN_FIVE);
    Windows pings = new Windows(Technique.SWEEP, WINDOW, PINGED);
    for (Connection flow : flows) {
      boolean idle =
          flow.tcp() && NOT_ESTABLISHED.contains(flow.state())
              || flow.udp() && flow.responderPackets() == 0;
      if (idle) {
        ports.add(flow, List.of(flow.source(), flow.target(), flow.protocol()), flow.port());
        hosts.add(flow, List.of(flow.source(), flow.port(), flow.protocol()), flow.target());
      } else if (flow.protocol().equals("ICMP")) {
        pings.add(flow, List.of(flow.source()), flow.target());
      }
    }
    List<Alarm> all = new ArrayList<>(ports.alarms());
    all.addAll(hosts.alarms());
    all.addAll(pings.alarms());
    return all;
  }
}
