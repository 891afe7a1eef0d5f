package io.ringwall.plugin.pcap;

import io.ringwall.kernel.KernelException;
import io.ringwall.kernel.PacketRing;
import io.ringwall.sdk.plugin.HostCheck;
import io.ringwall.sdk.plugin.HostFact;
import java.util.List;
import java.util.Objects;

/**
 * What reading the packets of interfaces needs of the host.
 *
 * @param patterns names of the interfaces that are wanted; none for the bridges
 */
record PacketNeeds(List<String> patterns, Interfaces interfaces) {
  private static final String FEATURE = "packets";

  List<HostCheck> all() {
    return List.of(
        new HostCheck(FEATURE, "packet socket", this::socket),
        new HostCheck(FEATURE, "interfaces", this::wanted));
  }

  private HostFact socket() {
    List<String> all = interfaces.all();
    if (all.isEmpty()) {
      return HostFact.missing(
          "this network namespace has no interface", "ip link set lo up, or another namespace");
    }
    String one = all.contains("lo") ? "lo" : all.getFirst();
    try {
      PacketRing.open(one, 1, false).close();
      return HostFact.ok("opened on '" + one + "' and closed again");
    } catch (KernelException e) {
      return HostFact.missing(
          Objects.requireNonNullElse(e.getMessage(), "the kernel refused"),
          "run as root, or with CAP_NET_RAW (systemd: AmbientCapabilities=CAP_NET_RAW)");
    } catch (NoClassDefFoundError e) {
      return HostFact.missing(
          "the kernel's module was not granted to this plugin",
          "name it in 'plugin-admission: kernel' of ringwall.yaml");
    }
  }

  private HostFact wanted() {
    List<String> there = interfaces.wanted(patterns);
    if (!there.isEmpty()) {
      return HostFact.ok(String.join(", ", there));
    }
    return patterns.isEmpty()
        ? HostFact.ok("no bridge yet; one that comes is read")
        : HostFact.degraded(
            "none is called " + String.join(" or ", patterns) + " yet; one that comes is read",
            "plugins.pcap.interfaces names those to be read; this host has "
                + String.join(", ", interfaces.all()));
  }
}
