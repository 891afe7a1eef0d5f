package io.ringwall.bench.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rules of which each asks for one path of a request, as each contestant writes them.
 *
 * @param count how many
 */
public record EqualityRules(int count) {
  private static final String ASKED =
      "counts: { asked: { window: 60s, keys: 100000, reached: { often: 1000000000 } } }\n";

  static String path(int rule) {
    return "/asked/for/" + rule;
  }

  /** Writes them as a rule set of the product, each adding to a count of its own. */
  Path writeTo(Path folder) throws IOException {
    return write(folder.resolve("equality-" + count), ASKED, all(EqualityRules::counting));
  }

  /** Writes them as rules that an inline answer waits for. */
  Path writeInlineTo(Path folder) throws IOException {
    return write(
        folder.resolve("inline-" + count),
        "",
        all(rule -> rule(rule, "@inline", "verdict.deny(\"asked\");")));
  }

  /**
   * Writes them as a rule set whose last rule correlates: a client that logged in and asks for the
   * administrator's page within a tenth of a second.
   */
  public Path writeRouteTo(Path folder) throws IOException {
    String last =
        """
        rule "an administrator came fast" @severity(MEDIUM)
        when
          $login : HttpExchange(path == "/login", $client : originator.address)
          $admin : HttpExchange(path == "/admin", originator.address == $client,
              this after[0s, 100ms] $login)
        then findings.raise($admin, "came fast"); end
        """;
    return write(
        folder.resolve("route-" + count),
        ASKED,
        new EqualityRules(count - 1).all(EqualityRules::counting) + last);
  }

  private static String counting(int rule) {
    return rule(rule, "", "counts.of(\"asked\").key(" + rule + ").add();");
  }

  private static String rule(int rule, String annotation, String then) {
    return "rule \"%d\" %s when $r : HttpExchange(path == \"%s\") then %s end%n"
        .formatted(rule, annotation, path(rule), then);
  }

  private static Path write(Path folder, String counts, String drl) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("ruleset.yaml"),
        "name: equality\nversion: 1.0.0\nsdk: 1.0\nlayer: web\nmode: prevent\n" + counts);
    Files.writeString(folder.resolve("rules.drl"), drl);
    return folder;
  }

  /** As plain DRL with a global {@code answer}. */
  String plainDrl() {
    return "package plain;\nimport io.ringwall.sdk.event.HttpExchange;\n"
        + "global java.util.concurrent.atomic.AtomicInteger answer;\n"
        + all(rule ->
            "rule \""
                + rule
                + "\" when HttpExchange(path == \""
                + path(rule)
                + "\") then answer.setPlain("
                + rule
                + "); end\n");
  }

  /** As a module of Esper's. */
  String epl() {
    return all(
        rule -> "@name('" + rule + "') select path from Request(path = '" + path(rule) + "');\n");
  }

  private String all(IntFunction<String> text) {
    return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining());
  }
}
