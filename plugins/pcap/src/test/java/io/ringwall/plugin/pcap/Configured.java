package io.ringwall.plugin.pcap;

import java.util.List;

/** The usual configuration, but for some of it. */
final class Configured {
  private Configured() {}

  static PcapConfig withBounds(int maxFlows, int maxInspectedFlows) {
    return with(maxFlows, maxInspectedFlows, List.of(), 0);
  }

  static PcapConfig onInterface(String pattern) {
    PcapConfig defaults = PcapConfig.defaults();
    return onInterface(pattern, defaults.countedConnections());
  }

  static PcapConfig onInterface(String pattern, int countedConnections) {
    PcapConfig defaults = PcapConfig.defaults();
    return with(
        defaults.maxFlows(), defaults.maxInspectedFlows(), List.of(pattern), countedConnections);
  }

  private static PcapConfig with(
      int maxFlows, int maxInspectedFlows, List<String> interfaces, int countedConnections) {
    PcapConfig defaults = PcapConfig.defaults();
    return new PcapConfig(
        maxFlows,
        maxInspectedFlows,
        defaults.maxReassemblyBytes(),
        defaults.maxFragmentBytes(),
        defaults.fragmentTimeout(),
        defaults.tcpTimeout(),
        defaults.attemptTimeout(),
        defaults.lingerTimeout(),
        defaults.udpTimeout(),
        defaults.otherTimeout(),
        defaults.activeTimeout(),
        defaults.httpHeaders(),
        interfaces,
        defaults.ringBytes(),
        countedConnections);
  }
}
