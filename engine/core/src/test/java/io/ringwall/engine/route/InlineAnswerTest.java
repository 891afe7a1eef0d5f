package io.ringwall.engine.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.config.InlineSettings;
import io.ringwall.engine.config.MetricsSettings;
import io.ringwall.engine.config.ModelSettings;
import io.ringwall.engine.config.PluginAdmission;
import io.ringwall.engine.config.Settings;
import io.ringwall.engine.plugins.PluginJar;
import io.ringwall.engine.rules.RuleBase;
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
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
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
    var told = new Told();
    try (Engine engine = Engine.start(setup(told, ruleSet()))) {
      assertTrue(told.both.await(DEADLINE.toSeconds(), TimeUnit.SECONDS), told::toString);
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

  private EngineSetup setup(Notices notices, Path ruleSet) throws IOException {
    return new EngineSetup(
        "h1",
        folder.resolve("state"),
        folder.resolve("plugins"),
        Files.createDirectories(folder.resolve("temporary")),
        new Prevents(ruleSet),
        notices,
        Thread::new,
        InstantSource.system());
  }

  private record Prevents(Path ruleSet) implements Ground {
    @Override
    public Configuration configuration() {
      var settings =
          new Settings(
              2,
              1024,
              Map.of(),
              Map.of(),
              new ModelSettings(Mode.PREVENT, 100, 100, 100),
              Map.of(),
              Map.of(),
              InlineSettings.DEFAULT,
              MetricsSettings.NONE,
              PluginAdmission.ALL);
      return new Configuration(settings, List.of(), List.of(), List.of());
    }

    @Override
    public List<Path> ruleSets(Configuration configuration) {
      return List.of(ruleSet);
    }

    @Override
    public RuleBase.Settings loading(Configuration configuration) {
      return RuleBase.Settings.DEFAULT;
    }

    @Override
    public List<Path> configurationFiles() {
      return List.of();
    }

    @Override
    public List<Path> ruleSetHomes() {
      return List.of();
    }
  }

  private static final class Told implements Notices {
    final List<Finding> findings = new CopyOnWriteArrayList<>();
    final CountDownLatch both = new CountDownLatch(2);
    private final List<String> sentences = new CopyOnWriteArrayList<>();

    @Override
    public void tell(Level level, String about, String sentence) {
      sentences.add(about + ": " + sentence);
    }

    @Override
    public void finding(Finding finding) {
      findings.add(finding);
      both.countDown();
    }

    Finding only(String title) {
      List<Finding> of = findings.stream().filter(one -> one.title().equals(title)).toList();
      assertEquals(1, of.size(), this::toString);
      return of.getFirst();
    }

    @Override
    public String toString() {
      return findings.stream().map(Finding::message).toList() + " " + sentences;
    }
  }
}
