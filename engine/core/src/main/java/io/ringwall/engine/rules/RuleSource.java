package io.ringwall.engine.rules;

import io.ringwall.sdk.event.Timed;
import java.util.List;

/**
 * A rule set, read and found right, ready to be compiled.
 *
 * @param ruleSet its manifest
 * @param files its DRL
 * @param rules its rules
 * @param problems who is told what compiling finds
 */
record RuleSource(RuleSet ruleSet, List<DrlFile> files, List<ParsedRule> rules, Problems problems) {

  /** The package that its DRL is compiled in. */
  String packageName() {
    return "ruleset." + ruleSet.name().replace('-', '_');
  }

  /** Imports, globals and declarations that the loader supplies. */
  String prelude() {
    StringBuilder prelude = new StringBuilder("package ").append(packageName()).append(";\n");
    for (String imported : List.of("event", "finding", "rules")) {
      prelude.append("import io.ringwall.sdk.").append(imported).append(".*;\n");
    }
    prelude.append("import java.time.Duration;\nimport java.time.Instant;\n");
    Vocabulary.GLOBALS.forEach((name, type) ->
        prelude.append("global ").append(type.getName()).append(' ').append(name).append(";\n"));
    for (Class<?> fact : Vocabulary.FACTS) {
      if (Timed.class.isAssignableFrom(fact)) {
        // Correlation itself lets facts go: the expiry that Drools infers lets `not` fire wrongly.
        prelude
            .append("declare ")
            .append(fact.getSimpleName())
            .append(" @role(event) @timestamp(millis) @expires(-1) end\n");
      }
    }
    return prelude.toString();
  }
}
