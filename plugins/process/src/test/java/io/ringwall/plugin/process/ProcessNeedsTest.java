package io.ringwall.plugin.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.plugin.HostFact;
import io.ringwall.sdk.plugin.HostFact.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the host offers for following processes. */
final class ProcessNeedsTest {
  @TempDir private Path proc;

  private HostFact groups(String mounts) throws Exception {
    Files.createDirectories(proc.resolve("self"));
    Files.writeString(proc.resolve("self/mountinfo"), mounts);
    return new ProcessNeeds(proc)
        .all().stream()
            .filter(check -> check.name().equals("control groups"))
            .findFirst()
            .orElseThrow()
            .look()
            .now();
  }

  @Test
  void findsControlGroupsWhereverTheyAreMounted() throws Exception {
    HostFact fact =
        groups("38 31 0:31 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw\n");
    assertEquals(Outcome.OK, fact.outcome());
    assertEquals("version 2 at /sys/fs/cgroup/unified", fact.found());
  }

  @Test
  void saysThatContainersAreNotToldApartWithoutThem() throws Exception {
    HostFact fact = groups("33 31 0:30 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu\n");
    assertEquals(Outcome.DEGRADED, fact.outcome());
    assertTrue(fact.remedy().startsWith("mount -t cgroup2"), fact.remedy());
  }
}
