package io.ringwall.engine.config;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** A configuration may hold anything, and ends in settings or in problems with a place. */
final class ConfigurationFuzzTest {
  @FuzzTest
  void bindsAnyTextOrSaysWhereItIsWrong(byte[] bytes) {
    var problems = new Problems();
    var reader = new ConfigurationReader(problems);
    boolean bound =
        reader
            .parse("any.yaml", new String(bytes, StandardCharsets.UTF_8))
            .flatMap(top -> reader.bind(top, Settings.class, Settings.DEFAULT))
            .isPresent();
    if (!bound && problems.isEmpty()) {
      throw new AssertionError("neither settings nor problems");
    }
    for (Problem problem : problems.list()) {
      if (problem.message().isBlank() || problem.position().line() < 0) {
        throw new AssertionError(problem);
      }
    }
  }
}
