package io.ringwall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
}
