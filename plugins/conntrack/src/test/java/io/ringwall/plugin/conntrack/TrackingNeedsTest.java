package io.ringwall.plugin.conntrack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.plugin.HostCheck;
import io.ringwall.sdk.plugin.HostFact;
import io.ringwall.testkit.network.TestNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the source says that it needs, of this kernel and of settings that the tests write. */
final class TrackingNeedsTest {
  @TempDir private Path folder;

  private void set(String setting, String value) throws IOException {
    Path file = folder.resolve(setting);
    Files.createDirectories(file.getParent());
    Files.writeString(file, value + "\n");
  }

  private static HostFact fact(Path settings, String name) throws Exception {
    HostCheck check =
        new TrackingNeeds(new KernelSettings(settings))
            .all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    return check.look().now();
  }

  @Test
  void readsTheConnectionsOfThisKernel() throws Exception {
    try (TestNetwork _ = TestNetwork.of(1)) {
      HostFact tracking = fact(Path.of("/proc/sys/net"), "connection tracking");
      assertEquals(HostFact.Outcome.OK, tracking.outcome(), tracking::toString);
      Process cat = new ProcessBuilder("cat", "/proc/sys/net/netfilter/nf_conntrack_max").start();
      long most = Long.parseLong(TestNetwork.said(cat).strip());
      HostFact table = fact(Path.of("/proc/sys/net"), "table");
      assertTrue(
          table.found().contains(String.format(Locale.ROOT, " of %,d in use", most)), table::found);
    }
  }

  @Test
  void whatTheKernelWasNotToldToDoIsLess() throws Exception {
    assertEquals(
        HostFact.degraded(
            "not counted: net.netfilter.nf_conntrack_acct is not 1",
            "sysctl -w net.netfilter.nf_conntrack_acct=1"),
        fact(folder, "bytes and packets"));
    set("netfilter/nf_conntrack_acct", "1");
    assertEquals(HostFact.ok("counted by the kernel"), fact(folder, "bytes and packets"));
    assertEquals(HostFact.Outcome.DEGRADED, fact(folder, "time of beginning").outcome());
    set("netfilter/nf_conntrack_timestamp", "1");
    assertEquals(HostFact.Outcome.OK, fact(folder, "time of beginning").outcome());
  }

  @Test
  void namesTheModuleOnlyWhereItIsNotThere() throws Exception {
    assertEquals(
        "modprobe br_netfilter; sysctl -w net.bridge.bridge-nf-call-iptables=1",
        fact(folder, "within a bridge").remedy());
    set("bridge/bridge-nf-call-iptables", "0");
    assertEquals(
        "sysctl -w net.bridge.bridge-nf-call-iptables=1", fact(folder, "within a bridge").remedy());
    set("bridge/bridge-nf-call-iptables", "1");
    assertEquals(HostFact.ok("tracked"), fact(folder, "within a bridge"));
  }

  @Test
  void aTableThatIsNearlyFullIsToldOf() throws Exception {
    assertEquals(
        HostFact.missing("this kernel tracks no connections", "modprobe nf_conntrack"),
        fact(folder, "table"));
    set("netfilter/nf_conntrack_max", "262144");
    set("netfilter/nf_conntrack_count", "1204");
    assertEquals(HostFact.ok("1,204 of 262,144 in use"), fact(folder, "table"));
    set("netfilter/nf_conntrack_count", "262000");
    assertEquals(
        HostFact.degraded(
            "262,000 of 262,144 in use; what finds no room is dropped by the kernel",
            "sysctl -w net.netfilter.nf_conntrack_max=524288"),
        fact(folder, "table"));
  }
}
