package io.ringwall.engine.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.model.KnownEdge;
import io.ringwall.engine.plugins.PluginJar;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.Witness;
import io.ringwall.sdk.finding.Mode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source that declares 20 s of delay: what it tells teaches, merges, and holds nobody back. */
final class DelayedWitnessTest {
  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final long AGO = 15_000;
  private static final String WEB = "172.20.0.2:40000";
  private static final String DB = "172.20.0.3";

  @TempDir Path folder;

  @Test
  void whatComesLaterTeachesAndMergesAndHoldsNoTime() throws Exception {
    buildPlugin();
    var told = new Told(2);
    long began = System.currentTimeMillis();
    List<Event> judged = new ArrayList<>();
    try (Engine engine = Engine.start(new OneRuleSet(ruleSet(), Mode.LEARN).in(folder, told));
        EventStream stream = engine.operations().events(Flow.class::isInstance, 1_000)) {
      awaitInventory(engine);
      tell("wire", flow("seen twice", DB + ":5432", began, 10));
      await("the wire's connection", () -> engine.operations().census().candidates() == 1);
      Thread.sleep(Math.max(0, began + 3_000 - System.currentTimeMillis()));

      long late = System.currentTimeMillis() - AGO;
      tell("log", flow("seen twice", DB + ":5432", began, 25));
      tell("log", flow("seen late", DB + ":6379", late, 10));
      tell("log", scan(late));
      await("the log's", () -> engine.operations().census().candidates() == 3);
      await("the scan", () -> told.all.getCount() == 1);
      awaitEngineTime(engine, Instant.now());
      engine.operations().mode("shop/*", Set.of(), Mode.ALERT, "operator:test");
      assertEquals(2, engine.operations().census().learned());

      long later = System.currentTimeMillis() - AGO;
      tell("log", flow("known by then", DB + ":6379", later, 10));
      tell("log", flow("never seen", DB + ":7777", later + 1_000, 10));
      await("the finding", () -> told.all.getCount() == 0);
      assertEquals(0, engine.statistics().late(), "what comes within its delay is not late");
      for (Event one = stream.take(DEADLINE);
          one != null;
          one = stream.take(Duration.ofMillis(1))) {
        judged.add(one);
      }
      engine.stop();
    }

    assertEquals(2, told.findings.size(), told::toString);
    assertEquals("172.20.0.4 tried 3 ports", told.only("scan").message());
    assertEquals("shop/web → shop/db 7777/tcp", told.only("unseen").message());
    assertOneFlowOfBothWitnesses(judged);
    assertLearned(began);
  }

  /** One flow, which the log only adds to: the witnesses' maximum, not their sum. */
  private static void assertOneFlowOfBothWitnesses(List<Event> judged) {
    List<Flow> both =
        judged.stream()
            .map(Flow.class::cast)
            .filter(flow -> flow.responder().port() == 5432)
            .toList();
    assertEquals(1, both.stream().map(Flow::flowId).distinct().count());
    assertEquals(1, both.stream().filter(flow -> flow.phase() == FlowPhase.ATTEMPT).count());
    assertEquals(1, both.stream().filter(flow -> flow.phase() == FlowPhase.CLOSE).count());
    Flow last = both.getLast();
    assertEquals("log", last.source());
    assertEquals(FlowPhase.UPDATE, last.phase());
    assertEquals(
        Set.of("wire", "log"),
        last.witnesses().stream().map(Witness::source).collect(Collectors.toSet()));
    assertEquals(25, Objects.requireNonNull(last.traffic()).originatorBytes());
  }

  /** Each flow once, at its own time; nothing of the scanner, whom the log's own count found. */
  private void assertLearned(long began) {
    Map<String, KnownEdge> edges =
        StoredState.model(folder.resolve("state"), Configuration.DEFAULT, Thread::new)
            .edges()
            .stream()
            .collect(Collectors.toMap(edge -> edge.key().toString(), edge -> edge));
    assertEquals(
        Set.of("shop/web → shop/db 5432/tcp", "shop/web → shop/db 6379/tcp"), edges.keySet());
    KnownEdge twice = assertKnown(edges, "shop/web → shop/db 5432/tcp");
    assertEquals(1, twice.count(), "two witnesses of one connection are one observation");
    KnownEdge late = assertKnown(edges, "shop/web → shop/db 6379/tcp");
    assertTrue(late.firstSeen().isBefore(Instant.ofEpochMilli(began)), late::toString);
  }

  private static KnownEdge assertKnown(Map<String, KnownEdge> edges, String key) {
    KnownEdge edge = edges.get(key);
    assertNotNull(edge, key);
    return edge;
  }

  private static String flow(String id, String to, long millis, int bytes) {
    return ReplayedScript.flow(millis, id.replace(' ', '-'), WEB, to)
        .replace(" 10 20 ", " " + bytes + " 20 ");
  }

  /** Three ports are refused, a fourth answers. */
  private static String scan(long millis) {
    var text = new StringBuilder();
    for (int port = 1; port <= 3; port++) {
      text.append(
          ReplayedScript.attempt(
              millis + port * 50L, "scan-" + port, "172.20.0.4:4100" + port, DB + ":" + port));
    }
    return text + ReplayedScript.flow(millis + 500, "scan-4", "172.20.0.4:41004", DB + ":9999");
  }

  private void tell(String source, String lines) throws IOException {
    Files.writeString(
        folder.resolve(source), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static void awaitInventory(Engine engine) throws InterruptedException {
    await(
        "the inventory",
        () ->
            engine.statistics().sources().stream()
                .anyMatch(source -> source.name().equals("inventory") && source.accepted() == 3));
  }

  /** Engine time goes on while the delayed source is far behind. */
  private static void awaitEngineTime(Engine engine, Instant time) throws InterruptedException {
    await("engine time", () -> !engine.statistics().engineTime().isBefore(time));
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    Instant deadline = Instant.now().plus(DEADLINE);
    while (!condition.getAsBoolean()) {
      assertTrue(Instant.now().isBefore(deadline), () -> what + " did not come");
      Thread.sleep(20);
    }
  }

  private void buildPlugin() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(DelayedWitnessTest.class.getResourceAsStream("Followed.java.txt"))) {
      String source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      PluginJar.ofSource("Followed", source.replace("FOLDER\")", folder + "\")"))
          .into(Files.createDirectories(folder.resolve("plugins")), "followed.jar");
    }
  }

  private Path ruleSet() throws IOException {
    Path made = Files.createDirectories(folder.resolve("rulesets/watch"));
    Files.writeString(
        made.resolve("ruleset.yaml"),
        """
        name: watch
        version: 1.0.0
        sdk: 1.0
        layer: network
        mode: ALERT
        counts: { tried: { distinct: true, window: 60s, keys: 100, reached: { scan: 3 } } }
        """);
    Files.writeString(
        made.resolve("watch.drl"),
        """
        rule "unseen" @severity(LOW)
        when $f : Flow(settled, edge!.state == EdgeState.UNSEEN)
        then findings.raise($f, $f.edge().key().toString()); end

        rule "tried"
        when $f : Flow(settled, unproductive, $from : originator, $to : responder)
        then counts.of("tried").key($from.address()).add($to.port()); end

        rule "scan" @severity(LOW)
        when $c : Count(of == "tried", reached == "scan")
        then findings.raise($c, $c.key(0) + " tried " + $c.value() + " ports"); end
        """);
    return made;
  }
}
