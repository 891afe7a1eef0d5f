package io.ringwall.plugin.conntrack;

import io.ringwall.kernel.ConnectionTracking;
import io.ringwall.kernel.KernelException;
import io.ringwall.sdk.plugin.HostCheck;
import io.ringwall.sdk.plugin.HostFact;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** What following the connections that the kernel tracks needs of the host. */
record TrackingNeeds(KernelSettings kernel) {
  private static final String FEATURE = "connections";
  private static final int LITTLE = 1 << 16;

  /** Above this share of the table, in percent, a burst of connections fills it. */
  private static final int FULL = 80;

  List<HostCheck> all() {
    return List.of(
        new HostCheck(FEATURE, "connection tracking", TrackingNeeds::tracking),
        new HostCheck(FEATURE, "table", this::table),
        new HostCheck(FEATURE, "bytes and packets", this::counts),
        new HostCheck(FEATURE, "time of beginning", this::times),
        new HostCheck(FEATURE, "within a bridge", this::bridged));
  }

  private static HostFact tracking() {
    var told = new AtomicLong();
    try (ConnectionTracking tracking = ConnectionTracking.open(LITTLE)) {
      tracking.dump(connection -> told.incrementAndGet());
      return HostFact.ok("the kernel tells of its connections, " + told + " now");
    } catch (KernelException e) {
      return HostFact.missing(
          Objects.requireNonNullElse(e.getMessage(), "the kernel refused"),
          "run as root, or with CAP_NET_ADMIN (systemd: AmbientCapabilities=CAP_NET_ADMIN);"
              + " modprobe nf_conntrack_netlink");
    } catch (NoClassDefFoundError e) {
      return HostFact.missing(
          "the kernel's module was not granted to this plugin",
          "name it in 'plugin-admission: kernel' of ringwall.yaml");
    }
  }

  private HostFact table() {
    OptionalLong most = kernel.number("netfilter/nf_conntrack_max");
    OptionalLong used = kernel.number("netfilter/nf_conntrack_count");
    if (most.isEmpty() || used.isEmpty()) {
      return HostFact.missing("this kernel tracks no connections", "modprobe nf_conntrack");
    }
    String found =
        String.format(Locale.ROOT, "%,d of %,d in use", used.getAsLong(), most.getAsLong());
    return used.getAsLong() * 100 < most.getAsLong() * FULL
        ? HostFact.ok(found)
        : HostFact.degraded(
            found + "; what finds no room is dropped by the kernel",
            "sysctl -w net.netfilter.nf_conntrack_max=" + most.getAsLong() * 2);
  }

  private HostFact counts() {
    return kernel.counts()
        ? HostFact.ok("counted by the kernel")
        : HostFact.degraded(
            "not counted: net.netfilter.nf_conntrack_acct is not 1",
            "sysctl -w net.netfilter.nf_conntrack_acct=1");
  }

  private HostFact times() {
    return kernel.notesTimes()
        ? HostFact.ok("noted by the kernel")
        : HostFact.degraded(
            "not noted for connections older than this engine:"
                + " net.netfilter.nf_conntrack_timestamp is not 1",
            "sysctl -w net.netfilter.nf_conntrack_timestamp=1");
  }

  private HostFact bridged() {
    if (kernel.seesBridged()) {
      return HostFact.ok("tracked");
    }
    boolean there = kernel.number(KernelSettings.BRIDGED).isPresent();
    return HostFact.degraded(
        "not tracked, and seen by their packets alone: net.bridge.bridge-nf-call-iptables is "
            + (there ? "not 1" : "not there"),
        (there ? "" : "modprobe br_netfilter; ")
            + "sysctl -w net.bridge.bridge-nf-call-iptables=1");
  }
}
