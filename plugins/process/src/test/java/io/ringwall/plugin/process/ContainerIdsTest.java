package io.ringwall.plugin.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Names of control groups, as runtimes give them. */
final class ContainerIdsTest {
  private static final String ID = "0123456789abcdef".repeat(4);
  private static final String OTHER = "fedcba9876543210".repeat(4);

  private static String id(String... groups) {
    return ContainerIds.outermost(List.of(groups));
  }

  @Test
  void readsWhatDockerContainerdCrioAndPodmanWrite() {
    assertEquals(ID, id(ID, "docker"));
    assertEquals(ID, id("docker-" + ID + ".scope", "system.slice"));
    assertEquals(
        ID, id("cri-containerd-" + ID + ".scope", "kubepods-pod1_2.slice", "kubepods.slice"));
    assertEquals(ID, id("crio-" + ID + ".scope", "kubepods-burstable-pod1.slice"));
    assertEquals(ID, id("container", "libpod-" + ID + ".scope", "machine.slice"));
  }

  @Test
  void takesTheOutermostOfContainersWithinContainers() {
    assertEquals(ID, id(OTHER, "docker", ID, "docker"));
    assertEquals(ID, id("nginx.service", "system.slice", ID, "docker"));
  }

  @Test
  void findsNoneWhereThereIsNone() {
    assertNull(id());
    assertNull(id("ssh.service", "system.slice"));
    assertNull(id("libpod-conmon-" + ID + ".scope", "machine.slice"));
    assertNull(id(ID + "00"));
    assertNull(id(ID.substring(1)));
  }
}
