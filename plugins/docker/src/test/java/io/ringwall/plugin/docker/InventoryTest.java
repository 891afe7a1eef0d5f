package io.ringwall.plugin.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.ContainerSecurity;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Mount;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.PublishedPort;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.event.WorkloadClass;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.testkit.Recorder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InventoryTest {
  private static final String ID = "ab".repeat(32);

  @TempDir Path folder;

  /** An entry of which only this differs from the ordinary. */
  private static String container(String config, String hostConfig, String settings) {
    return """
    {"Id":"%s","Name":"/web-1","Image":"sha256:%s",
     "State":{"Status":"running","Running":true,"Pid":77,
              "StartedAt":"2026-11-25T17:56:30.156390941Z","FinishedAt":"0001-01-01T00:00:00Z"},
     "Config":{"Image":"redis:7" %s},"HostConfig":{"NetworkMode":"default" %s},
     "NetworkSettings":{%s}}\
    """
        .formatted(ID, "cd".repeat(32), config, hostConfig, settings);
  }

  private ContainerEvent read(String entry) throws Exception {
    return Docker.only(new Docker(folder).inventory("[" + entry + "]").started());
  }

  @Test
  void tellsAContainerFromWhenItStarted() throws Exception {
    ContainerEvent event = read(container("", "", ""));
    assertEquals(Instant.parse("2026-11-25T17:56:30.156390941Z"), event.time());
    Workload workload = event.workload();
    assertEquals(ID, workload.containerId());
    assertEquals("web-1", workload.name());
    assertEquals(77, workload.pid());
    assertEquals("test-host", workload.host());
    assertEquals(
        new WorkloadClass("default", "redis", "docker.io/library/redis"), workload.workloadClass());
    assertEquals("sha256:" + "cd".repeat(32), Objects.requireNonNull(workload.image()).id());
    assertEquals("7", Objects.requireNonNull(workload.image()).tag());
  }

  @Test
  void takesNamespaceAndServiceFromTheFirstLabelThatHasThem() throws Exception {
    Map<String, String> classes =
        Map.of(
            "\"com.docker.compose.project\":\"shop\",\"com.docker.compose.service\":\"cart\"",
            "shop/cart",
            "\"com.docker.stack.namespace\":\"prod\",\"com.docker.swarm.service.name\":\"prod_api\"",
            "prod/api",
            "\"io.kubernetes.pod.namespace\":\"k\",\"io.kubernetes.pod.name\":\"web-5d4f8c7b9d-x2x4z\"",
            "k/web",
            "\"io.kubernetes.pod.namespace\":\"k\",\"io.kubernetes.pod.name\":\"db-0\"",
            "k/db",
            "\"io.kubernetes.pod.namespace\":\"k\",\"io.kubernetes.pod.name\":\"agent-x2x4z\"",
            "k/agent",
            "\"io.ringwall.namespace\":\"n\",\"io.ringwall.service\":\"s\","
                + "\"com.docker.compose.project\":\"shop\",\"com.docker.compose.service\":\"cart\"",
            "n/s",
            "\"com.docker.compose.project\":\"\"",
            "default/redis");
    for (Map.Entry<String, String> labels : classes.entrySet()) {
      ContainerEvent event = read(container(",\"Labels\":{" + labels.getKey() + "}", "", ""));
      assertEquals(labels.getValue(), event.workload().workloadClass().toString());
    }
  }

  @Test
  void tellsNetworksOfBothFamiliesAndTheHostsAddressInThem() throws Exception {
    Recorder told =
        new Docker(folder)
            .inventory(
                container(
                    "",
                    "",
                    """
                    "Networks":{"shop":{"NetworkID":"n1","MacAddress":"02:42:AC:1E:07:09",
                      "Gateway":"172.30.7.1","IPAddress":"172.30.7.9","IPPrefixLen":24,
                      "IPv6Gateway":"fd00:7::1","GlobalIPv6Address":"fd00:7::9",
                      "GlobalIPv6PrefixLen":64,"Aliases":["web"],"DNSNames":["web","web-1"]},
                     "inner":{"IPAddress":"10.9.0.2","IPPrefixLen":16,"Gateway":""}}\
                    """));
    assertEquals(
        Map.of(
            "shop 172.30.7.0/24", "172.30.7.1",
            "shop fd00:7::/64", "fd00:7::1",
            "inner 10.9.0.0/16", "null"),
        told.networks());
    ContainerEvent event = Docker.only(told.started());
    assertEquals(
        List.of(IpAddress.parse("172.30.7.9"), IpAddress.parse("fd00:7::9")),
        event.networks().getFirst().addresses());
    assertEquals("02:42:ac:1e:07:09", event.networks().getFirst().mac());
    assertEquals(List.of("web", "web-1"), event.networks().getFirst().aliases());
    assertTrue(told.toldAll());
  }

  @Test
  void readsTheOneNetworkOfOldVersions() throws Exception {
    ContainerEvent event =
        read(
            container(
                "",
                "",
                "\"IPAddress\":\"172.17.0.2\",\"IPPrefixLen\":16,\"Gateway\":\"172.17.0.1\""));
    assertEquals(List.of(IpAddress.parse("172.17.0.2")), event.networks().getFirst().addresses());
  }

  @Test
  void keepsTheAddressThatTheUserGaveAStoppedContainer() throws Exception {
    ContainerEvent event =
        read(
            container(
                "",
                "",
                "\"Networks\":{\"shop\":{\"IPAMConfig\":{\"IPv4Address\":\"172.30.7.50\"},\"IPAddress\":\"\"}}"));
    assertEquals(List.of(IpAddress.parse("172.30.7.50")), event.networks().getFirst().addresses());
  }

  @Test
  void honoursWhenItFinished() throws Exception {
    String running = "\"FinishedAt\":\"0001-01-01T00:00:00Z\"";
    Recorder told =
        new Docker(folder)
            .inventory(
                container("", "", "")
                    .replace(running, "\"FinishedAt\":\"2026-11-25T18:57:51.5+01:00\""));
    assertEquals(Map.of("web-1", Instant.parse("2026-11-25T17:57:51.5Z")), told.ended());
    Recorder again =
        new Docker(folder)
            .inventory(
                container("", "", "").replace(running, "\"FinishedAt\":\"2026-11-25T17:00:00Z\""));
    assertEquals(Map.of(), again.ended(), "it was started again since");
  }

  @Test
  void saysNothingOfAContainerThatNeverStarted() throws Exception {
    Recorder told =
        new Docker(folder)
            .inventory(
                container("", "", "")
                    .replace("2026-11-25T17:56:30.156390941Z", "0001-01-01T00:00:00Z"));
    assertEquals(List.of(), told.started());
    assertEquals(Map.of("containers-never-started", 1L), told.counted());
  }

  @Test
  void getsByWithNothingButAnIdAndAnImage() throws Exception {
    ContainerEvent event = read("{\"Id\":\"AbC123\",\"Config\":{\"Image\":\"a/b\"}}");
    assertEquals("abc123", event.workload().containerId());
    assertEquals("abc123", event.workload().name());
    assertEquals(Instant.EPOCH, event.time());
  }

  @Test
  void namesAnImageThatWasStartedByItsIdAlone() throws Exception {
    ContainerEvent event =
        read(container("", "", "").replace("redis:7", "sha256:" + "cd".repeat(32)));
    assertEquals("default/cdcdcdcdcdcd", event.workload().workloadClass().toString());
  }

  @Test
  void tellsHowFarItWasLetOutOfItsBox() throws Exception {
    ContainerSecurity open =
        Objects.requireNonNull(
            read(container(
                    ",\"User\":\"1000\"",
                    """
                    ,"Privileged":true,"CapAdd":["SYS_ADMIN"],"PidMode":"host","IpcMode":"host",
                    "NetworkMode":"host","ReadonlyRootfs":true\
                    """,
                    "\"Networks\":{\"host\":{\"IPAddress\":\"\",\"IPPrefixLen\":0}}"))
                .security());
    assertTrue(open.privileged() && open.hostPid() && open.hostIpc() && open.hostNetwork());
    assertTrue(open.readOnlyRoot());
    assertEquals(List.of("SYS_ADMIN"), open.addedCapabilities());
    assertEquals("unconfined", open.seccomp());
    assertEquals("1000", open.user());
    ContainerSecurity closed =
        Objects.requireNonNull(
            read(container("", ",\"SecurityOpt\":[\"apparmor:mine\",\"seccomp=unconfined\"]", ""))
                .security());
    assertFalse(closed.privileged() || closed.hostNetwork());
    assertEquals("mine", closed.appArmor());
    assertEquals("unconfined", closed.seccomp());
    assertNull(closed.user());
  }

  @Test
  void tellsMountsAndPorts() throws Exception {
    String mounts =
        """
        {"Mounts":[{"Type":"bind","Source":"/var/run/docker.sock","Destination":"/d.sock","RW":false},
         {"Type":"volume","Name":"data","Source":"/var/lib/docker/volumes/data/_data",
          "Destination":"/data","RW":true}],\
        """;
    ContainerEvent event =
        read(
            container(
                    "",
                    ",\"Binds\":[\"/var/run/docker.sock:/d.sock:ro\",\"/:/host:ro\"],\"Tmpfs\":{\"/run\":\"\"}",
                    """
                    "Ports":{"80/tcp":[{"HostIp":"0.0.0.0","HostPort":"8080"},{"HostIp":"::","HostPort":"8080"}],
                     "53/udp":[{"HostIp":"192.0.2.7","HostPort":"53"}],"9/tcp":null}\
                    """)
                .replaceFirst("\\{", mounts));
    assertEquals(
        List.of(
            new Mount("/var/run/docker.sock", "/d.sock", false, "bind"),
            new Mount("data", "/data", true, "volume"),
            new Mount("/", "/host", false, "bind"),
            new Mount("", "/run", true, "tmpfs")),
        event.mounts());
    assertEquals(
        List.of(
            new PublishedPort(null, 8080, 80, Protocol.TCP),
            new PublishedPort(IpAddress.parse("192.0.2.7"), 53, 53, Protocol.UDP)),
        event.ports());
  }

  @Test
  void takesTheFirstPortOfARangeThatWaitsForItsContainer() throws Exception {
    ContainerEvent event =
        read(
            container(
                "",
                ",\"PortBindings\":{\"80/tcp\":[{\"HostIp\":\"\",\"HostPort\":\"8000-8010\"}]}",
                ""));
    assertEquals(List.of(new PublishedPort(null, 8000, 80, Protocol.TCP)), event.ports());
  }

  @Test
  void takesAddressesThatPortsAreOfferedOnForTheHosts() throws Exception {
    Recorder told =
        new Docker(folder)
            .inventory(
                container(
                    "",
                    "",
                    """
                    "Ports":{"80/tcp":[{"HostIp":"192.0.2.7","HostPort":"80"},
                                       {"HostIp":"127.0.0.1","HostPort":"80"}]}\
                    """));
    assertEquals(List.of("test-host 192.0.2.7"), told.hostAddresses());
  }

  @Test
  void leavesOutABrokenEntryAndKeepsItsNeighbours() throws Exception {
    String broken =
        container("", "", "")
            .replace("\"StartedAt\":\"2026-11-25T17:56:30.156390941Z\"", "\"StartedAt\":12");
    Recorder told =
        new Docker(folder)
            .inventory(
                "["
                    + container("", "", "")
                    + ",\n"
                    + broken
                    + ",\n7,\n"
                    + container("", "", "").replace(ID, "ef".repeat(32))
                    + "]");
    assertEquals(2, told.started().size());
    assertEquals(Map.of("inventory-entry", 2L), told.malformed());
    assertTrue(
        told.remarks()
            .getFirst()
            .endsWith(
                ", line 6, column 1: entry 2 is left out:"
                    + " State.StartedAt: expected a text, found 12"),
        told.remarks().getFirst());
    assertTrue(
        told.remarks().getLast().endsWith("entry 3 is left out: expected an object, found 7"),
        told.remarks().getLast());
  }

  @Test
  void saysWhereTheJsonEnds() {
    var recorder = new Recorder("docker");
    byte[] cut =
        ("[" + container("", "", "") + ",\n{\"Id\":")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    PluginException trouble =
        assertThrows(PluginException.class, () -> new Docker(folder).inventory(cut, recorder));
    assertEquals(PluginException.Category.INPUT, trouble.category());
    assertTrue(
        trouble
            .getMessage()
            .contains(", line 6, column 7: expected JSON as docker inspect prints it"),
        trouble.getMessage());
    assertTrue(
        trouble.getMessage().endsWith("the 1 entries before it were read"), trouble.getMessage());
    assertEquals(1, recorder.started().size(), "what it told stays");
  }

  @Test
  void recognisesWhatDockerInspectPrints() {
    var docker = new Docker(folder);
    assertTrue(docker.recognisesInventory("\n [\n {\"Id\""));
    assertTrue(docker.recognisesInventory("{\"Id\":\"1\",\"State\":{}}"));
    assertFalse(docker.recognisesInventory(""));
    assertFalse(docker.recognisesInventory("id: 7"));
    assertFalse(docker.recognisesInventory("{\"items\":[]}"));
  }
}
