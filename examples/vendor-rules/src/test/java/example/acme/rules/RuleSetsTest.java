package example.acme.rules;

import io.ringwall.testkit.RuleSetDynamicTests;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The cases in {@code rulesets/*}{@code /tests}, judged by Ringwall's engine. */
final class RuleSetsTest {
  @TestFactory
  Stream<DynamicTest> ruleSets() {
    return RuleSetDynamicTests.in(Path.of("rulesets"));
  }
}
