package io.ringwall.engine.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule set whose manifest is right; its DRL is parsed when somebody needs that. */
final class RuleText {
  private final RuleSet ruleSet;
  private final int precedence;
  private final List<DrlText> texts;
  private final Problems problems;
  private @Nullable RuleSource parsed;

  /**
   * A rule set.
   *
   * @param precedence its place among those that are loaded
   */
  RuleText(RuleSet ruleSet, int precedence, List<DrlText> texts, Problems problems) {
    this.ruleSet = ruleSet;
    this.precedence = precedence;
    this.texts = List.copyOf(texts);
    this.problems = problems;
  }

  RuleSet ruleSet() {
    return ruleSet;
  }

  int precedence() {
    return precedence;
  }

  List<DrlText> texts() {
    return texts;
  }

  Problems problems() {
    return problems;
  }

  /** Its rules; parsed once. */
  RuleSource parsed() {
    if (parsed == null) {
      DrlReader reader = new DrlReader(ruleSet, precedence, problems);
      reader.read(texts);
      parsed = new RuleSource(ruleSet, reader.files(), reader.rules(), problems);
    }
    return parsed;
  }
}
