package io.ringwall.engine.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.finding.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigurationTest {
  @TempDir Path folder;

  enum Colour {
    RED,
    DARK_BLUE
  }

  record Inner(int number, Duration delay) {
    Inner {
      if (number < 0) {
        throw new IllegalArgumentException("number must not be negative, was " + number);
      }
    }
  }

  record Outer(
      String name,
      Colour colour,
      boolean flag,
      double share,
      Inner innerPart,
      List<Inner> parts,
      Map<String, Integer> numbers,
      @Nullable String comment) {
    static final Outer DEFAULT =
        new Outer(
            "unnamed",
            Colour.RED,
            true,
            0.5,
            new Inner(1, Duration.ofSeconds(1)),
            List.of(),
            Map.of(),
            null);
  }

  record Span(int low, int high, String name) {
    Span {
      if (low > high) {
        throw new IllegalArgumentException(
            "low must not be above high, was " + low + " and " + high);
      }
    }
  }

  private final Problems problems = new Problems();
  private final ConfigurationReader reader = new ConfigurationReader(problems);

  private Outer outer(String yaml) {
    Setting.Section top = reader.parse("test.yaml", yaml).orElseThrow();
    return reader.bind(top, Outer.class, Outer.DEFAULT).orElse(Outer.DEFAULT);
  }

  private List<String> problemsOf(String yaml) {
    reader.parse("test.yaml", yaml).ifPresent(top -> reader.bind(top, Outer.class, Outer.DEFAULT));
    return problems.list().stream().map(Problem::toString).toList();
  }

  @Test
  void bindsKebabCaseKeysAndKeepsDefaultsOfWhatIsLeftOut() {
    Outer outer =
        outer(
            """
            colour: dark-blue
            flag: false
            inner-part: { delay: 5m }
            parts: [ { number: 2, delay: 100ms }, { number: 3, delay: PT1M } ]
            numbers: { a: 1, "b": 2 }
            """);
    assertEquals(
        new Outer(
            "unnamed",
            Colour.DARK_BLUE,
            false,
            0.5,
            new Inner(1, Duration.ofMinutes(5)),
            List.of(new Inner(2, Duration.ofMillis(100)), new Inner(3, Duration.ofMinutes(1))),
            Map.of("a", 1, "b", 2),
            null),
        outer);
    assertTrue(problems.isEmpty());
  }

  @Test
  void takesAnEmptyFileAndEmptyKeysAsNothingSaid() {
    assertEquals(Outer.DEFAULT, outer(""));
    assertEquals(Outer.DEFAULT, outer("# only a comment\n"));
    assertEquals(Outer.DEFAULT, outer("inner-part:\nnumbers:\n"));
  }

  @Test
  void bindsByTheTargetsTypeAndNotAsYamlWouldGuess() {
    assertEquals("off", outer("name: off").name());
    assertEquals("0755", outer("name: 0755").name());
    assertEquals("1.10", outer("name: 1.10").name());
    assertEquals("null", outer("name: \"null\"").name());
  }

  @Test
  void reportsAllProblemsAtOnceWithPlaceAndSuggestion() {
    assertEquals(
        List.of(
            "test.yaml:1:1: nmae: unknown key; did you mean 'name'?",
            "test.yaml:2:9: colour: unknown word 'rde'; did you mean 'red'?",
            "test.yaml:3:7: flag: expected true or false, found 'yes'",
            "test.yaml:5:3: inner-part.dealy: unknown key; did you mean 'delay'?",
            "test.yaml:6:11: inner-part.number: expected a whole number, found '1e3'",
            "test.yaml:8:5: parts[0]: number must not be negative, was -1",
            "test.yaml:9:5: parts[1]: the key 'delay' is missing",
            "test.yaml:10:10: numbers: expected keys, found '7'"),
        problemsOf(
            """
            nmae: x
            colour: rde
            flag: yes
            inner-part:
              dealy: 3s
              number: 1e3
            parts:
              - { number: -1, delay: 1s }
              - number: 1
            numbers: 7
            """));
  }

  @Test
  void refusesWhatIsNoYamlWithItsPlace() {
    List<String> found = problemsOf("a: 1\nb: [\n  c: }\n");
    assertEquals(1, found.size());
    assertTrue(
        found.getFirst().startsWith("test.yaml:3:4: no valid YAML: expected"), found::toString);
  }

  @Test
  void refusesKeysSetTwiceAliasesAndSecondDocuments() {
    assertEquals(
        List.of(
            "test.yaml:2:1: name: set twice; the first time in line 1",
            "test.yaml:4:10: comment: an alias (*x); write the value itself"),
        problemsOf("name: a\nname: b\ncolour: &x red\ncomment: *x\n"));
    assertTrue(problemsOf("name: a\n---\nname: b\n").getLast().contains("second document"));
  }

  @Test
  void survivesAnyText() {
    for (String text :
        List.of("]", "- a", "\u0000", "a: {", "\t", "%", "? ", "!!x y", "&a *a", "---")) {
      problemsOf(text);
    }
    problemsOf("[".repeat(5_000));
    problemsOf("a: ".repeat(5_000));
    problemsOf("{a: ".repeat(2_000));
  }

  @Test
  void readsAWholeConfiguration() throws IOException {
    Path file = folder.resolve("ringwall.yaml");
    Files.writeString(
        file,
        """
        workers: 2
        blocks: { office: [192.0.2.0/24, "2001:db8::/32"] }
        rulesets:
          recon: { counts: { ports-tried: { scan: 20 } } }
        plugins:
          pcap: { max-flows: 5 }
          docker:
        """);
    Files.createDirectories(folder.resolve("modes"));
    Files.createDirectories(folder.resolve("allow"));
    Files.writeString(
        folder.resolve("modes/shop.yaml"),
        "modes:\n- { scope: shop/*, mode: off }\n- { scope: '*/payment', directions: [outbound],"
            + " mode: prevent }\n");
    Files.writeString(
        folder.resolve("allow/shop.yaml"),
        """
        allow:
        - from: { namespace: shop, image: registry.test/payment }
          to: { name: verifier.example }
          ports: [443/tcp]
          reason: card checks
          author: ops@example.org
          expires: 2027-06-30
        deny: []
        """);
    Configuration configuration = Configuration.load(file);
    Settings settings = configuration.settings();
    assertEquals(2, settings.workers());
    assertEquals(20, settings.ruleSet("recon").counts().get("ports-tried").get("scan"));
    assertFalse(settings.ruleSet("recon").disabled());
    assertEquals(AddressBlock.parse("192.0.2.0/24"), settings.blocks().get("office").getFirst());
    assertEquals(2, settings.plugins().size());
    assertEquals(Mode.OFF, configuration.modes().getFirst().entry().mode());
    DeclaredEdge allowed = configuration.allowed().getFirst().entry();
    assertEquals(LocalDate.of(2027, 6, 30), allowed.expires());
    assertEquals("verifier.example", allowed.to().name());
    assertEquals(2, configuration.allowed().getFirst().position().line());
  }

  @Test
  void refusesAConfigurationWholeWithTheProblemsOfAllFiles() throws IOException {
    Path file = folder.resolve("ringwall.yaml");
    Files.writeString(file, "worker: 2\n");
    Files.createDirectories(folder.resolve("allow"));
    Files.writeString(
        folder.resolve("allow/a.yaml"),
        "allow:\n"
            + "- { from: { namespace: a }, to: { name: b, host: c }, ports: [443], reason: r"
            + " }\n");
    var refused = assertThrows(RingwallException.class, () -> Configuration.load(file));
    assertEquals(RingwallException.Category.CONFIGURATION, refused.category());
    List<String> lines = refused.sentence().lines().toList();
    assertEquals(4, lines.size(), refused::sentence);
    assertTrue(lines.get(0).endsWith("worker: unknown key; did you mean 'workers'?"));
    assertTrue(lines.get(1).contains("allow[0].to: an end is one of"), lines.get(1));
    assertTrue(lines.get(2).contains("'443': write port/protocol such as 443/tcp"), lines.get(2));
    assertTrue(lines.get(3).endsWith("the key 'author' is missing"), lines.get(3));
  }

  @Test
  void tellsOfEveryBadValueAndGoesOnToTheOtherFiles() throws IOException {
    Path file = folder.resolve("ringwall.yaml");
    Files.writeString(
        file,
        """
        workers: 5000
        queue: 1
        model: { max-edges: 0, max-flows: many, max-addresses: -1 }
        metrics: { listen: nowhere }
        """);
    Files.createDirectories(folder.resolve("modes"));
    Files.writeString(
        folder.resolve("modes/a.yaml"), "mode: x\nmodes:\n- { scope: shop, mode: off }\n");
    Files.createDirectories(folder.resolve("allow"));
    Files.writeString(
        folder.resolve("allow/a.yaml"), "deny: 7\nallow:\n- { from: { outside: true } }\n- x\n");
    var refused = assertThrows(RingwallException.class, () -> Configuration.load(file));
    assertEquals(
        List.of(
            "ringwall.yaml:3:35: model.max-flows: expected a whole number, found 'many'",
            "ringwall.yaml:3:21: model: max-edges must be at least 1, was 0",
            "ringwall.yaml:3:56: model: max-addresses must be at least 1, was -1",
            "ringwall.yaml:4:20: metrics: listen: expected an address and a port, such as"
                + " 127.0.0.1:9464, found 'nowhere'",
            "ringwall.yaml:1:10: workers must be 0 to 1024, was 5000",
            "ringwall.yaml:2:8: queue must be 16 to 16777216, was 1",
            "modes/a.yaml:1:1: mode: unknown key; did you mean 'modes'?",
            "modes/a.yaml:3:3: modes[0]: scope must be NAMESPACE/SERVICE, such as shop/* or"
                + " */payment, was 'shop'",
            "allow/a.yaml:1:7: deny: expected a list, found '7'",
            "allow/a.yaml:3:3: allow[0]: the key 'to' is missing",
            "allow/a.yaml:3:3: allow[0]: the key 'reason' is missing",
            "allow/a.yaml:3:3: allow[0]: the key 'author' is missing",
            "allow/a.yaml:4:3: allow[1]: expected keys, found 'x'"),
        refused.sentence().replace(folder + "/", "").lines().toList());
  }

  @Test
  void whatTwoValuesMakeWrongTogetherIsToldOnce() {
    Setting.Section top = reader.parse("test.yaml", "low: 9\nhigh: 3\nname: x\n").orElseThrow();
    assertTrue(reader.bind(top, Span.class, new Span(1, 5, "")).isEmpty());
    assertEquals(
        List.of("test.yaml:1:6: low must not be above high, was 9 and 3"),
        problems.list().stream().map(Problem::toString).toList());
  }

  @Test
  void patternsAreNoLongerThanNamesCanBe() throws IOException {
    Path file = folder.resolve("ringwall.yaml");
    String name = "a".repeat(253);
    Files.writeString(file, "inline: { fail-closed: ['%s/%sa'] }\n".formatted(name, name));
    Files.createDirectories(folder.resolve("modes"));
    Files.writeString(
        folder.resolve("modes/a.yaml"),
        """
        modes:
        - { scope: '%s/%s', mode: off }
        - { scope: '%sa/b', mode: off }
        """
            .formatted(name, name, name));
    Files.createDirectories(folder.resolve("allow"));
    Files.writeString(
        folder.resolve("allow/a.yaml"),
        """
        allow:
        - { from: { namespace: shop }, to: { name: %sa }, reason: r, author: a }
        """
            .formatted(name));
    var refused = assertThrows(RingwallException.class, () -> Configuration.load(file));
    String shown = "'" + "a".repeat(30) + "…'";
    String length = " must be at most 253 characters long, was 254: " + shown;
    assertEquals(
        List.of(
            "ringwall.yaml:1:24: inline: fail-closed: the service" + length,
            "modes/a.yaml:3:3: modes[1]: scope: the namespace" + length,
            "allow/a.yaml:2:36: allow[0].to: name" + length),
        refused.sentence().replace(folder + "/", "").lines().toList());
  }

  @Test
  void saysThatAFileIsMissing() {
    var refused =
        assertThrows(RingwallException.class, () -> Configuration.load(folder.resolve("no.yaml")));
    assertTrue(refused.sentence().endsWith("no.yaml: no such file"));
  }

  @Test
  void theFoldersHoldWhereTheFileIsMissing() throws IOException {
    Path file = folder.resolve("ringwall.yaml");
    assertEquals(Configuration.DEFAULT, Configuration.loadInstalled(file));
    Files.createDirectories(folder.resolve("modes"));
    Files.writeString(
        folder.resolve("modes/shop.yaml"), "modes: [ { scope: shop/*, mode: alert } ]\n");
    Configuration configuration = Configuration.loadInstalled(file);
    assertEquals(Settings.DEFAULT, configuration.settings());
    assertEquals(Mode.ALERT, configuration.modes().getFirst().entry().mode());
    assertThrows(RingwallException.class, () -> Configuration.load(file));
  }
}
