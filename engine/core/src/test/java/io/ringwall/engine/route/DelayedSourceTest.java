package io.ringwall.engine.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.plugins.PluginJar;
import io.ringwall.sdk.finding.Mode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source that declares more than 2 s of delay holds nobody back, and is counted apart. */
final class DelayedSourceTest {
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  @TempDir Path folder;

  @Test
  void whatComesLaterHasAClockOfItsOwn() throws Exception {
    buildPlugin();
    var told = new Told(3);
    try (Engine engine = Engine.start(new OneRuleSet(ruleSet(), Mode.ALERT).in(folder, told))) {
      assertTrue(told.all.await(DEADLINE.toSeconds(), TimeUnit.SECONDS), told::toString);
      awaitEngineTime(engine, Instant.now());
      EngineStatistics statistics = engine.statistics();
      assertEquals(13, statistics.given());
      assertEquals(13, statistics.judged());
      assertEquals(0, statistics.late(), "what comes within its delay is not late");
      engine.stop();
    }

    assertEquals("192.0.2.2 asks often", told.only("asks often").message());
    assertEquals("/zeroth", told.only("was there").message());
    assertEquals("/first, then /second", told.only("within one clock").message());
    assertEquals(3, told.findings.size(), told::toString);
  }

  /** Engine time goes on while the delayed source is silent. */
  private static void awaitEngineTime(Engine engine, Instant time) throws InterruptedException {
    Instant deadline = Instant.now().plus(DEADLINE);
    while (engine.statistics().engineTime().isBefore(time)) {
      assertTrue(Instant.now().isBefore(deadline), "engine time stands still");
      Thread.sleep(50);
    }
  }

  private void buildPlugin() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(DelayedSourceTest.class.getResourceAsStream("Delayed.java.txt"))) {
      PluginJar.ofSource("Delayed", new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .into(Files.createDirectories(folder.resolve("plugins")), "delayed.jar");
    }
  }

  /** Neither clock alone sees five requests of the first client, nor /zeroth before /first. */
  private Path ruleSet() throws IOException {
    Path made = Files.createDirectories(folder.resolve("rulesets/web"));
    Files.writeString(
        made.resolve("ruleset.yaml"),
        """
        name: web
        version: 1.0.0
        sdk: 1.0
        layer: web
        mode: ALERT
        counts: { asked: { window: 60s, keys: 1000, reached: { many: 5 } } }
        """);
    Files.writeString(
        made.resolve("web.drl"),
        """
        rule "asks"
        when $r : HttpExchange($from : originator)
        then counts.of("asked").key($from.address()).add(); end

        rule "asks often" @severity(LOW)
        when $c : Count(of == "asked", reached == "many")
        then findings.raise($c, $c.key(0) + " asks often"); end

        rule "was there" @severity(LOW)
        when $r : HttpExchange(path == "/zeroth")
        then findings.raise($r, $r.path()); end

        rule "within one clock" @severity(LOW)
        when
          $a : HttpExchange(path == "/first")
          $b : HttpExchange(path == "/second", this after[0s, 10s] $a)
        then findings.raise($b, $a.path() + ", then " + $b.path()).key("once"); end

        rule "across clocks" @severity(LOW)
        when
          $a : HttpExchange(path == "/zeroth")
          $b : HttpExchange(path == "/first", this after[0s, 10s] $a)
        then findings.raise($b, $a.path() + ", then " + $b.path()); end
        """);
    return made;
  }
}
