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
        new HostCheck(FEATURE, "interfaces", this::wanted),
        new HostCheck(FEATURE, "counted by the kernel", this::counted));
  }

  private HostFact socket() {
    String one = interfaces.any();
    if (one == null) {
      return HostFact.missing(
          "this network namespace has no interface", "ip link set lo up, or another namespace");
    }
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

  private HostFact counted() {
    String one = interfaces.any();
    if (one == null) {
      return HostFact.ok("there is no interface");
    }
    try (PacketRing ring = PacketRing.open(one, 1, false)) {
      return HostFact.ok("room for " + ring.count(1, true).room() + " on '" + one + "', tried");
    } catch (KernelException e) {
      return HostFact.degraded(
          "all packets of long connections are read, which costs more: " + e.getMessage(),
          "run as root, or with CAP_BPF (systemd: AmbientCapabilities=CAP_BPF), on Linux 5.5 or"
              + " later");
    } catch (NoClassDefFoundError e) {
      return HostFact.ok("no packets are read");
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
