package io.ringwall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A vendor's source, actuator and rule set: built and tested as their authors do it, outside of
 * this repository, and then run by the distribution.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExamplesIT {
  private Path folder = Path.of("");
  private Path home = Path.of("");

  @BeforeAll
  void buildAndInstall(@TempDir Path temporary) throws IOException, InterruptedException {
    folder = temporary;
    List<Path> jars =
        new OutsideBuild(Files.createDirectory(folder.resolve("vendor")))
            .verify("vendor-source", "vendor-actuator", "vendor-rules");
    home = Installation.in(folder);
    for (Path jar : jars.subList(0, 2)) {
      Files.copy(jar, home.resolve("plugins").resolve(jar.getFileName()));
    }
  }

  private Path rules() {
    return folder.resolve("vendor/vendor-rules/rulesets");
  }

  @Test
  void theirPluginsAreListed() {
    Ringwall.in(home)
        .run("plugins", "list")
        .succeeded()
        .answers(
            "acme-sshd",
            "source acme-sshd",
            "recording acme-sshd-log",
            "acme-gateway",
            "actuator acme-gateway");
  }

  @Test
  void theirRuleSetHasNothingToComplainOf() {
    Ringwall.in(home).run("rules", "lint", rules().resolve("acme-logins").toString()).succeeded();
    Ringwall.in(home).run("rules", "test", rules().resolve("acme-logins").toString()).succeeded();
  }

  @Test
  void theirRulesJudgeWhatTheirSourceSees() {
    Path log = folder.resolve("vendor/vendor-source/src/test/resources/auth.log");
    Ringwall.Outcome outcome =
        Ringwall.in(home)
            .run("replay", "--json", "--rules", rules().toString(), log.toString())
            .succeeded();
    List<String> found =
        outcome.json().stream().map(finding -> finding.path("ruleId").asString()).sorted().toList();
    assertEquals(
        List.of("acme-logins/a guessed password was accepted", "acme-logins/passwords are guessed"),
        found);
    JsonNode guessed = outcome.json().getLast();
    assertTrue(
        guessed.path("message").asString().contains("192.0.2.77 guessed the password of 'backup'"),
        guessed::toString);
    assertEquals("CRITICAL", guessed.path("severity").asString());
  }

  private static String found(Path home, Path rules, Path log) {
    return Ringwall.in(home)
        .run("replay", "--json", "--rules", rules.toString(), log.toString())
        .succeeded()
        .out();
  }

  private Path ruleOverTheNewAccessor() throws IOException {
    Path rules = Files.createDirectories(folder.resolve("new-rules/fresh"));
    Files.writeString(
        rules.resolve("ruleset.yaml"),
        "name: fresh\nversion: 1.0.0\nsdk: \"1.0\"\nlayer: process\n");
    Files.writeString(
        rules.resolve("fresh.drl"),
        """
        rule "let in"
          @severity(LOW)
        when
          $login : CustomEvent(type == "acme.login", outcome == "accepted", originator!.port > 0)
        then
          findings.raise($login, $login.originator().address() + " was let in").key($login.originator());
        end
        """);
    return rules.getParent();
  }

  private static long compiled(Path home) throws IOException {
    try (Stream<Path> cached = Files.list(home.resolve("var/cache/rules"))) {
      return cached.filter(file -> file.toString().endsWith(".bin")).count();
    }
  }

  /**
   * Both were made for the SDK of today. With the one of tomorrow they find the same, though the
   * compiled rules of today lie in the cache; and what is new can be used at once.
   */
  @Test
  void theirJarAndRuleSetLiveOnWhenTheSdkGetsAnAccessorMore() throws IOException {
    Path later = Installation.in(Files.createDirectory(folder.resolve("later")));
    for (String jar : List.of("acme-sshd-1.0.0.jar", "acme-gateway-1.0.0.jar")) {
      Files.copy(home.resolve("plugins").resolve(jar), later.resolve("plugins").resolve(jar));
    }
    Path log = folder.resolve("vendor/vendor-source/src/test/resources/auth.log");
    Path newRules = ruleOverTheNewAccessor();
    Ringwall.Outcome tooEarly =
        Ringwall.in(later).run("rules", "lint", newRules.resolve("fresh").toString());
    assertTrue(tooEarly.code() != 0, "the SDK of today does not have it");
    tooEarly.answers("outcome");
    String today = found(later, rules(), log);
    long compiledToday = compiled(later);

    LaterSdk.into(later, folder);
    assertEquals(today, found(later, rules(), log));
    assertTrue(compiled(later) > compiledToday, "rules are compiled anew for another SDK");
    assertEquals(today, found(later, rules(), log), "and are then found in the cache");
    String fresh = found(later, newRules, log);
    assertTrue(fresh.contains("198.51.100.9 was let in"), "an old JAR, a new accessor: " + fresh);
    Ringwall.in(later)
        .run("plugins", "list")
        .succeeded()
        .answers("source acme-sshd", "actuator acme-gateway");
  }
}
