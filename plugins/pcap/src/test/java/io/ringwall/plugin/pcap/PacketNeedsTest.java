package io.ringwall.plugin.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.plugin.HostCheck;
import io.ringwall.sdk.plugin.HostFact;
import io.ringwall.testkit.network.TestNetwork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PacketNeedsTest {
  @TempDir private Path folder;

  private static HostFact fact(Interfaces interfaces, String name, String... patterns)
      throws Exception {
    return new PacketNeeds(List.of(patterns), interfaces)
        .all().stream()
            .filter(check -> check.name().equals(name))
            .map(HostCheck::look)
            .findFirst()
            .orElseThrow()
            .now();
  }

  @Test
  void opensAPacketSocketAndNamesTheBridges() throws Exception {
    try (TestNetwork network = TestNetwork.of(1)) {
      assertEquals(
          HostFact.ok("opened on 'lo' and closed again"),
          fact(Interfaces.ofThisHost(), "packet socket"));
      assertEquals(
          HostFact.ok("room for 2 on 'lo', tried"),
          fact(Interfaces.ofThisHost(), "counted by the kernel"));
      HostFact bridges = fact(Interfaces.ofThisHost(), "interfaces");
      assertTrue(List.of(bridges.found().split(", ", -1)).contains(network.bridge()));
    }
  }

  @Test
  void bridgesMayComeLaterButNamesMayBeWrong() throws Exception {
    Files.createDirectories(folder.resolve("eth0"));
    Files.writeString(folder.resolve("eth0/ifindex"), "2\n");
    var interfaces = new Interfaces(folder);
    assertEquals(
        HostFact.ok("no bridge yet; one that comes is read"), fact(interfaces, "interfaces"));
    assertEquals(
        HostFact.degraded(
            "none is called eth9 or br-* yet; one that comes is read",
            "plugins.pcap.interfaces names those to be read; this host has eth0"),
        fact(interfaces, "interfaces", "eth9", "br-*"));
    assertEquals(HostFact.ok("eth0"), fact(interfaces, "interfaces", "eth*"));
    assertEquals(
        HostFact.Outcome.MISSING,
        fact(new Interfaces(folder.resolve("none")), "packet socket").outcome());
  }
}
