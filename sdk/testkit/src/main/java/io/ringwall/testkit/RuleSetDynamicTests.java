package io.ringwall.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringwall.engine.rules.RuleBase;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The cases of rule sets as JUnit tests:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> ruleSets() {
 *   return RuleSetDynamicTests.in(Path.of("rulesets"));
 * }
 * }</pre>
 */
public final class RuleSetDynamicTests {
  private RuleSetDynamicTests() {}

  /** A test for each case of each rule set in this folder. */
  public static Stream<DynamicTest> in(Path folder) {
    return RuleSetTests.in(RuleBase.foldersIn(folder)).stream()
        .map(one -> DynamicTest.dynamicTest(one.ruleSet() + ": " + one.name(), () -> check(one)));
  }

  private static void check(RuleSetCase one) {
    List<String> differences = one.run();
    assertEquals("", String.join("\n", differences), () -> "in " + one.folder());
  }
}
