package io.ringwall.engine.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.plugins.PluginJar;
import io.ringwall.sdk.event.Decision;
import io.ringwall.sdk.event.HttpAction;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.Verdict;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.Mode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin asks a running engine before it lets a request pass, and emits it with the answer. */
final class InlineAnswerTest {
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  @TempDir Path folder;

  @Test
  void whatWasAnsweredIsJudgedOnceAndTravelsWithItsEvent() throws Exception {
    buildGateway();
    var told = new Told(2);
    try (Engine engine = Engine.start(new OneRuleSet(ruleSet(), Mode.PREVENT).in(folder, told))) {
      assertTrue(told.all.await(DEADLINE.toSeconds(), TimeUnit.SECONDS), told::toString);
      engine.stop();
    }

    Finding upload = told.only("no uploads");
    assertEquals(1, upload.count());
    Verdict verdict = Objects.requireNonNull(upload.verdict());
    assertEquals(Decision.DENY, verdict.decision());
    assertEquals("uploads are not taken", verdict.reason());
    assertEquals("web/no uploads", verdict.rule());
    assertTrue(verdict.inTime());
    HttpExchange shown = Objects.requireNonNull(upload.http());
    assertEquals(HttpAction.BLOCKED, shown.action());
    assertEquals(upload.verdict(), shown.verdict());
    assertEquals("/upload was denied", told.only("was denied").message());
    assertEquals(2, told.findings.size(), told::toString);
  }

  private void buildGateway() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(InlineAnswerTest.class.getResourceAsStream("Gateway.java.txt"))) {
      PluginJar.ofSource("Gateway", new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .into(Files.createDirectories(folder.resolve("plugins")), "gateway.jar");
    }
  }

  /** On the route, where the action is known, the first rule would match no more. */
  private Path ruleSet() throws IOException {
    Path made = Files.createDirectories(folder.resolve("rulesets/web"));
    Files.writeString(
        made.resolve("ruleset.yaml"),
        "name: web\nversion: 1.0.0\nsdk: 1.0\nlayer: web\nmode: PREVENT\n");
    Files.writeString(
        made.resolve("web.drl"),
        """
        rule "no uploads" @inline @severity(HIGH)
        when $r : HttpExchange(method == "POST", path == "/upload", action == HttpAction.UNKNOWN)
        then
          verdict.deny("uploads are not taken");
          findings.raise($r, "somebody uploads");
        end

        rule "was denied" @severity(LOW)
        when $r : HttpExchange(verdict!.decision == Decision.DENY)
        then findings.raise($r, $r.path() + " was denied"); end
        """);
    return made;
  }
}
