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
record EqualityRules(int count) {
  static String path(int rule) {
    return "/asked/for/" + rule;
  }

  /** Writes them as a rule set of the product, each adding to a count of its own. */
  Path writeTo(Path folder) throws IOException {
    return write(
        folder.resolve("equality-" + count),
        "counts: { asked: { window: 60s, keys: 100000, reached: { often: 1000000000 } } }\n",
        "",
        rule -> "counts.of(\"asked\").key(" + rule + ").add();");
  }

  /** Writes them as rules that an inline answer waits for. */
  Path writeInlineTo(Path folder) throws IOException {
    return write(
        folder.resolve("inline-" + count), "", "@inline", rule -> "verdict.deny(\"asked\");");
  }

  private Path write(Path folder, String counts, String annotation, IntFunction<String> then)
      throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("ruleset.yaml"),
        "name: equality\nversion: 1.0.0\nsdk: 1.0\nlayer: web\nmode: prevent\n" + counts);
    Files.writeString(
        folder.resolve("rules.drl"),
        all(rule ->
            "rule \""
                + rule
                + "\" "
                + annotation
                + " when $r : HttpExchange(path == \""
                + path(rule)
                + "\") then "
                + then.apply(rule)
                + " end\n"));
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
                + "\") then answer.set("
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
