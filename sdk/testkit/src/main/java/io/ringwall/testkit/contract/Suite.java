package io.ringwall.testkit.contract;

import io.ringwall.sdk.plugin.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Collects the tests of a suite; each gets a folder of its own. */
final class Suite {
  /** A test. */
  interface Body {
    void run(Path folder) throws Exception;
  }

  private final List<DynamicTest> tests = new ArrayList<>();

  Suite test(String sentence, Body body) {
    tests.add(DynamicTest.dynamicTest(sentence, () -> inFolder(body)));
    return this;
  }

  Stream<DynamicTest> tests() {
    return tests.stream();
  }

  private static void inFolder(Body body) throws Exception {
    Path folder = Files.createTempDirectory("contract");
    try {
      body.run(folder);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** Fails with all of these, when there are any. */
  static void none(List<String> breaches) {
    if (!breaches.isEmpty()) {
      throw new AssertionError(String.join("\n", breaches));
    }
  }

  static void check(boolean holds, String sentence) {
    if (!holds) {
      throw new AssertionError(sentence);
    }
  }

  /** A failure told to people has to be a sentence. */
  static void isSentence(PluginException told) {
    String message = told.getMessage();
    check(
        message != null && message.trim().length() > 10 && message.contains(" "),
        "a PluginException has to say in a sentence what, where, what was expected and what was"
            + " found; it says: "
            + message);
  }
}
