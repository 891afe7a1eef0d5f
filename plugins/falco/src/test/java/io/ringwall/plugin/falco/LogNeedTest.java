package io.ringwall.plugin.falco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.plugin.HostFact;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogNeedTest {
  @TempDir private Path folder;

  @Test
  void nobodyHasToHaveFalco() throws Exception {
    Path usual = folder.resolve("falco/events.json");
    HostFact fact = new LogNeed(null, usual).now();
    assertEquals(HostFact.Outcome.DEGRADED, fact.outcome());
    assertTrue(fact.remedy().contains("filename: " + usual), fact::remedy);
  }

  @Test
  void aLogThatIsConfiguredMustBeAbleToCome() throws Exception {
    Path log = folder.resolve("falco/events.json");
    assertEquals(
        HostFact.missing("there is no folder " + log.getParent(), "mkdir -p " + log.getParent()),
        new LogNeed(log, folder).now());
    Files.createDirectory(log.getParent());
    assertEquals(HostFact.Outcome.DEGRADED, new LogNeed(log, folder).now().outcome());
    Files.writeString(log, "{}\n");
    HostFact there = new LogNeed(log, folder).now();
    assertEquals(HostFact.Outcome.OK, there.outcome());
    assertTrue(there.found().startsWith(log + ", 3 bytes, last written 20"), there::found);
  }
}
