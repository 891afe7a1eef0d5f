package io.ringwall.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ringwall.engine.rules.RuleBase;
import io.ringwall.engine.rules.RuleSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ShippedRuleSetsTest {
  private static final Path RULE_SETS = Path.of("../../rulesets");

  @TestFactory
  Stream<DynamicTest> everyCasePasses() {
    return RuleSetDynamicTests.in(RULE_SETS);
  }

  @Test
  void nothingIsWrongWithThemAndEachHasCases() {
    RuleBase rules = RuleBase.load(RuleBase.foldersIn(RULE_SETS), RuleBase.Settings.DEFAULT);
    assertEquals(List.of(), rules.problems());
    for (RuleSet set : rules.ruleSets()) {
      assertFalse(RuleSetTests.in(List.of(set.folder())).isEmpty(), set.name());
      assertEquals(set.folder().getFileName().toString(), set.name());
    }
    assertFalse(Files.notExists(RULE_SETS.resolve("README.md")));
  }
}
