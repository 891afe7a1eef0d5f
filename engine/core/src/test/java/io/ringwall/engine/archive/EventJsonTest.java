package io.ringwall.engine.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.findings.Shop;
import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.Count;
import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.event.DnsAnswer;
import io.ringwall.sdk.event.DnsExchange;
import io.ringwall.sdk.event.EdgeState;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.ExecSession;
import io.ringwall.sdk.event.FileEvent;
import io.ringwall.sdk.event.FileOperation;
import io.ringwall.sdk.event.FileRef;
import io.ringwall.sdk.event.FileResult;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.ProcessEvent;
import io.ringwall.sdk.event.ProcessOperation;
import io.ringwall.sdk.event.ProcessRef;
import io.ringwall.sdk.event.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventJsonTest {
  private final EventJson json = new EventJson();
  private final Workload workload = Shop.workload("shipping", "172.18.0.5", 5);

  private List<Event> oneOfEachKind() {
    Event flow = Shop.anyFlow();
    return List.of(
        flow,
        DnsExchange.builder(Shop.ORIGIN, 1, Shop.START)
            .originator(end("10.0.0.1", 40_000))
            .responder(end("fe80::1%eth0", 53))
            .query("a.example")
            .type("A")
            .answers(List.of(new DnsAnswer("a.example", "A", "192.0.2.1", 60)))
            .roundTrip(Duration.ofMillis(3))
            .build(),
        HttpExchange.builder(Shop.ORIGIN, 2, Shop.START.plusMillis(1))
            .originator(end("10.0.0.1", 40_000))
            .responder(end("10.0.0.2", 80))
            .method("GET")
            .path("/é?")
            .headers(Map.of("b", "2", "a", "1"))
            .build(),
        ProcessEvent.builder(Shop.ORIGIN, 3, Shop.START)
            .operation(ProcessOperation.EXEC)
            .process(
                ProcessRef.builder()
                    .entityId("p1")
                    .name("sh")
                    .executable("/bin/sh")
                    .commandLine("sh -c id")
                    .uid(0)
                    .build())
            .workload(workload)
            .build(),
        FileEvent.builder(Shop.ORIGIN, 4, Shop.START)
            .operation(FileOperation.CREATE)
            .file(FileRef.builder().path("/tmp/x").build())
            .result(FileResult.OK)
            .build(),
        ContainerEvent.builder(Shop.ORIGIN, 5, Shop.START)
            .ordinal(2)
            .action(ContainerAction.EXEC_START)
            .workload(workload)
            .execSession(ExecSession.builder().execId("e1").commandLine("bash").build())
            .attributes(Map.of("n", 1L, "list", List.of("a", "b"), "half", 0.5, "yes", true))
            .build(),
        CustomEvent.builder(Shop.ORIGIN, 6, Shop.START).type("acme.login").build(),
        Count.builder(Shop.ORIGIN, 7, Shop.START)
            .of("ports")
            .reached("scan")
            .threshold(10)
            .value(10)
            .keys(List.of("10.0.0.1", "x"))
            .window(Duration.ofMinutes(1))
            .lastEvent(flow)
            .samples(List.of(flow))
            .firstTime(Shop.START)
            .ruleSet("recon")
            .build());
  }

  private static Endpoint end(String address, int port) {
    return Endpoint.builder().address(IpAddress.parse(address)).port(port).build();
  }

  @Test
  void eachKindIsReadBackAsItWasWritten() {
    for (Event event : oneOfEachKind()) {
      String line = json.write(event);
      Event read = json.read(line);

      assertEquals(line, json.write(read));
      assertEquals(event.id(), read.id());
      assertEquals(event.time(), read.time());
      assertEquals(event.observedAt(), read.observedAt());
      assertEquals(event.attributes(), read.attributes());
      assertEquals(read, json.read(line));
      assertEquals(read.hashCode(), json.read(line).hashCode());
      assertTrue(line.startsWith("{\"event\":\""), line);
    }
  }

  @Test
  void whatOnlyTheEngineSaysIsKept() {
    Flow flow = (Flow) json.read(json.write(Shop.anyFlow()));

    assertTrue(flow.settled());
    assertEquals(EdgeState.UNSEEN, flow.edge().state());
    assertEquals("shop", flow.originator().workload().namespace());
    assertEquals("shop/user-db", flow.responder().workload().workloadClass().toString());
    assertEquals(2_000, flow.traffic().responderBytes());
  }

  @Test
  void aPersonNeedsToWriteLittle() {
    Flow flow =
        (Flow)
            json.read(
                """
                {"event":"Flow","time":"2026-01-01T10:00:00Z","flowId":"f1","phase":"CLOSE",\
                "settled":true,"unproductive":true,"protocol":"UDP",\
                "originator":{"address":"10.0.0.1"},"responder":{"address":"10.0.0.2","port":22}}\
                """);

    assertEquals(FlowPhase.CLOSE, flow.phase());
    assertEquals(17, flow.protocolNumber());
    assertEquals(flow.time(), flow.start());
    assertEquals(flow.time(), flow.observedAt());
    assertEquals(1_767_261_600_000L, flow.millis());
    assertEquals(List.of(), flow.witnesses());
    assertNull(flow.traffic());
    assertEquals(-1, process().process().loginUid());
  }

  private ProcessEvent process() {
    return (ProcessEvent)
        json.read(
            """
            {"event":"ProcessEvent","time":"2026-01-01T10:00:00Z","operation":"EXEC",\
            "process":{"name":"sh"}}\
            """);
  }

  @Test
  void saysWhereAndWhatIsWrong() {
    String start = "{\"event\":\"Flow\",\"time\":\"2026-01-01T10:00:00Z\",";

    assertTrue(fails("{]").contains("no JSON"));
    assertTrue(fails("{}").contains("a kind of event (Flow, "));
    assertTrue(fails(start + "\"orginator\":{}}").contains("did you mean 'originator'?"));
    assertTrue(fails(start + "\"phase\":\"CLOSE\"}").contains("Flow.originator is missing"));
    assertTrue(
        fails(start + "\"originator\":{\"address\":\"10.0.0\"}}")
            .contains("Flow.originator.address: expected an address such as 10.0.0.1"));
    assertTrue(
        fails(start.replace("10:00:00Z", "x") + "\"flowId\":\"1\"}")
            .contains("Flow.time: expected a time"));
  }

  @Test
  void namesTheLineOfAFile(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("events.jsonl");
    Files.writeString(file, "# two events\n\n" + json.write(Shop.anyFlow()) + "\n{}\n");

    RingwallException wrong = assertThrows(RingwallException.class, () -> json.readAll(file));

    assertTrue(wrong.sentence().contains("events.jsonl:4: event: expected"), wrong.sentence());
  }

  private String fails(String line) {
    return assertThrows(RingwallException.class, () -> json.read(line)).sentence();
  }
}
