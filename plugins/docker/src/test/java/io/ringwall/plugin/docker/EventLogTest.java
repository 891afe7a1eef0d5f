package io.ringwall.plugin.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.ExecSession;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.source.LogLines;
import io.ringwall.testkit.Recorder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventLogTest {
  private static final String ID = "ab".repeat(32);
  private static final long START = 1_795_629_390L;

  @TempDir Path folder;

  private static String line(String action, int second, String attributes) {
    return """
    {"Type":"container","Action":"%s","Actor":{"ID":"%s","Attributes":{"image":"redis:7",\
    "name":"web-1","com.docker.compose.project":"shop"%s}},"scope":"local","time":%d,"timeNano":%d}\
    """
        .formatted(action, ID, attributes, START + second, (START + second) * 1_000_000_000 + 5);
  }

  private static String inventory(String config) {
    return """
    [{"Id":"%s","Name":"/web-1","State":{"StartedAt":"%s","FinishedAt":"0001-01-01T00:00:00Z"},
      "Config":{"Image":"redis:7" %s},"NetworkSettings":{"Networks":{
        "shop_default":{"IPAddress":"172.30.7.9","IPPrefixLen":24}}}}]\
    """
        .formatted(ID, Instant.ofEpochSecond(START), config);
  }

  @Test
  void readsEachActionOfAContainer() throws Exception {
    List<ContainerEvent> events =
        new Docker(folder)
            .log(
                line("create", 0, ""),
                line("start", 1, ""),
                line("health_status: unhealthy", 2, ""),
                line("kill", 3, ",\"signal\":\"15\""),
                line("die", 4, ",\"exitCode\":\"137\""),
                line("top", 5, ""))
            .events(ContainerEvent.class);
    assertEquals(
        List.of(
            ContainerAction.CREATE,
            ContainerAction.START,
            ContainerAction.HEALTH,
            ContainerAction.KILL,
            ContainerAction.DIE,
            ContainerAction.OTHER),
        events.stream().map(ContainerEvent::action).toList());
    assertEquals(Instant.ofEpochSecond(START, 5), events.getFirst().time());
    assertEquals(START * 1_000_000_000 + 5, events.getFirst().sequence());
    assertEquals("unhealthy", events.get(2).health());
    assertEquals("15", events.get(3).signal());
    assertEquals(137, events.get(4).exitCode());
    assertEquals("top", events.get(5).text("action"));
    assertEquals("shop/redis", events.getFirst().workload().workloadClass().toString());
    assertEquals(
        Map.of("com.docker.compose.project", "shop"), events.getFirst().workload().labels());
  }

  @Test
  void readsLogsOfDockersFirstYears() throws Exception {
    ContainerEvent event =
        Docker.only(
            new Docker(folder)
                .log(
                    "{\"status\":\"start\",\"id\":\""
                        + ID
                        + "\",\"from\":\"redis\",\"time\":"
                        + START
                        + "}")
                .events(ContainerEvent.class));
    assertEquals(ContainerAction.START, event.action());
    assertEquals("default/redis", event.workload().workloadClass().toString());
    assertEquals(Instant.ofEpochSecond(START), event.time());
  }

  @Test
  void keepsTheCommandOfASessionUntilItEnds() throws Exception {
    List<ContainerEvent> events =
        new Docker(folder)
            .log(
                line("exec_create: sh -c 'id: 7' ", 0, ",\"execID\":\"e1\""),
                line("exec_start: sh -c 'id: 7'", 1, ",\"execID\":\"e1\""),
                line("exec_die", 2, ",\"execID\":\"e1\",\"exitCode\":\"1\""))
            .events(ContainerEvent.class);
    for (ContainerEvent event : events) {
      ExecSession session = Objects.requireNonNull(event.execSession());
      assertEquals("e1", session.execId());
      assertEquals("sh -c 'id: 7'", session.commandLine());
      assertEquals(events.getFirst().time(), session.requestedAt());
      assertFalse(event.healthProbe());
    }
    assertEquals(1, events.getLast().exitCode());
  }

  @Test
  void knowsAHealthProbeByTheInventory() throws Exception {
    Map<String, String> probes =
        Map.of(
            ",\"Healthcheck\":{\"Test\":[\"CMD-SHELL\",\"curl -f http://localhost/\"]}",
            "/bin/sh -c curl -f http://localhost/",
            ",\"Shell\":[\"/bin/bash\",\"-lc\"],\"Healthcheck\":{\"Test\":[\"CMD-SHELL\",\"true\"]}",
            "/bin/bash -lc true",
            ",\"Healthcheck\":{\"Test\":[\"CMD\",\"redis-cli\",\"ping\"]}",
            "redis-cli ping");
    for (Map.Entry<String, String> probe : probes.entrySet()) {
      var docker = new Docker(folder);
      docker.inventory(inventory(probe.getKey()));
      List<ContainerEvent> events =
          docker
              .log(
                  line("exec_start: " + probe.getValue(), 1, ",\"execID\":\"e1\""),
                  line("exec_start: " + probe.getValue() + "; id", 2, ",\"execID\":\"e2\""),
                  line("exec_die", 3, ",\"execID\":\"e1\",\"exitCode\":\"0\""))
              .events(ContainerEvent.class);
      assertEquals(
          List.of(true, false, true), events.stream().map(ContainerEvent::healthProbe).toList());
    }
  }

  @Test
  void sharesNoKnowledgeWithAnotherPluginObject() throws Exception {
    new Docker(folder).inventory(inventory(",\"Healthcheck\":{\"Test\":[\"CMD\",\"id\"]}"));
    var other = new Docker(folder);
    ContainerEvent event =
        Docker.only(
            other.log(line("exec_start: id", 1, ",\"execID\":\"e\"")).events(ContainerEvent.class));
    assertFalse(event.healthProbe());
  }

  private static String network(String action, int second) {
    return """
    {"Type":"network","Action":"%s","Actor":{"ID":"n1","Attributes":{"container":"%s",\
    "name":"shop_default","type":"bridge"}},"timeNano":%d}\
    """
        .formatted(action, ID, (START + second) * 1_000_000_000);
  }

  @Test
  void knowsTheAddressInANetworkByTheInventory() throws Exception {
    var docker = new Docker(folder);
    docker.inventory(inventory(""));
    List<ContainerEvent> events =
        docker.log(network("connect", -1), network("disconnect", 90)).events(ContainerEvent.class);
    assertEquals(ContainerAction.NETWORK_CONNECT, events.getFirst().action());
    assertEquals(ContainerAction.NETWORK_DISCONNECT, events.getLast().action());
    for (ContainerEvent event : events) {
      assertEquals("web-1", event.workload().name());
      assertEquals(List.of(IpAddress.parse("172.30.7.9")), event.networks().getFirst().addresses());
    }
  }

  @Test
  void gainsNoAddressFromAnotherLifeOfTheContainer() throws Exception {
    var docker = new Docker(folder);
    docker.inventory(inventory(""));
    List<ContainerEvent> events =
        docker.log(network("connect", -600), line("start", -600, "")).events(ContainerEvent.class);
    for (ContainerEvent event : events) {
      assertEquals(List.of(), event.workload().networks());
      assertNull(event.workload().startedAt());
    }
    assertEquals(List.of(), events.getFirst().networks().getFirst().addresses());
  }

  @Test
  void namesAContainerThatOnlyTheLogKnows() throws Exception {
    List<ContainerEvent> events =
        new Docker(folder)
            .log(network("connect", 0), line("create", 1, ""), network("disconnect", 2))
            .events(ContainerEvent.class);
    assertEquals("abababababab", events.getFirst().workload().name());
    assertEquals("shop/redis", events.getLast().workload().workloadClass().toString());
  }

  @Test
  void countsBadLinesAndKeepsTheirNeighbours() throws Exception {
    Recorder told =
        new Docker(folder)
            .log(
                line("create", 0, ""),
                "",
                "{\"Type\":\"container\",\"Act",
                "[1]",
                line("die", 1, "").replace("\"timeNano\":", "\"timeNano\":-"),
                "{\"Type\":\"container\",\"Action\":\"start\",\"timeNano\":7}",
                "{\"Type\":\"image\",\"Action\":\"pull\",\"timeNano\":7}",
                "{\"a\":\"" + "x".repeat(LogLines.LONGEST) + "\"}",
                line("start", 2, ""));
    assertEquals(
        List.of(ContainerAction.CREATE, ContainerAction.START),
        told.events(ContainerEvent.class).stream().map(ContainerEvent::action).toList());
    assertEquals(
        Map.of("not-json", 1L, "no-docker-event", 3L, "line-too-long", 1L), told.malformed());
    assertEquals(1, told.counted().get("not-of-containers"));
    assertTrue(
        told.remarks().getFirst().contains(", line 3 is no JSON: "), told.remarks().getFirst());
  }

  @Test
  void tellsEventsOfOneNanosecondApart() throws Exception {
    List<ContainerEvent> events =
        new Docker(folder)
            .log(line("kill", 0, ""), line("die", 0, ""), line("stop", 1, ""))
            .events(ContainerEvent.class);
    assertNotEquals(events.get(0).id(), events.get(1).id());
    assertEquals(List.of(0, 1, 0), events.stream().map(ContainerEvent::ordinal).toList());
  }

  @Test
  void declaresItsTimeCompleteWithSlackForDisorder() throws Exception {
    Recorder told = new Docker(folder).log(line("create", 10, ""), line("start", 9, ""));
    assertEquals(List.of(Instant.ofEpochSecond(START + 8, 5)), told.completions());
  }

  @Test
  void readsTheSameContentOnce() throws Exception {
    Path one = Files.writeString(folder.resolve("a.jsonl"), line("start", 0, ""));
    Path copy = Files.copy(one, folder.resolve("b.jsonl"));
    Recorder told = new Docker(folder).log(List.of(one, copy));
    Docker.only(told.events(ContainerEvent.class));
    assertEquals(
        List.of(copy + " has the content of another log; it is read once"), told.remarks());
  }

  @Test
  void givesTheSameIdsWheneverItReadsTheSameFile() throws Exception {
    byte[] log = line("start", 0, "").getBytes(StandardCharsets.UTF_8);
    String id = Docker.only(new Docker(folder).log(log).events(ContainerEvent.class)).id();
    assertEquals(id, Docker.only(new Docker(folder).log(log).events(ContainerEvent.class)).id());
    assertTrue(id.matches("test-host/docker/[0-9a-f]{8}-" + log.length + "/[0-9]+"), id);
  }

  @Test
  void recognisesLogsEvenBehindABrokenLine() {
    var docker = new Docker(folder);
    assertTrue(docker.recognisesLog(line("start", 0, "")));
    assertTrue(docker.recognisesLog("Act\":1}\n" + line("start", 0, "") + "\n{\"Ty"));
    assertTrue(docker.recognisesLog("{\"status\":\"start\",\"id\":\"1\",\"time\":7}"));
    assertFalse(docker.recognisesLog(""));
    assertFalse(docker.recognisesLog("[{\"Id\":1}]"));
    assertFalse(docker.recognisesLog("{\"output_fields\":{},\"rule\":\"r\",\"time\":\"t\"}"));
  }
}
