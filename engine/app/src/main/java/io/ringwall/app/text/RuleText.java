package io.ringwall.app.text;

import io.ringwall.engine.rules.Fields;
import io.ringwall.engine.rules.RuleProblem;
import io.ringwall.testkit.RuleSetCase;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What there is to say of rule sets. */
public final class RuleText {
  private RuleText() {}

  /**
   * Lists problems of rule sets, as compilers do, so that editors and terminals link them.
   *
   * @return is there no error
   */
  public static boolean problems(Page page, int ruleSets, List<RuleProblem> problems) {
    Ink ink = page.ink();
    for (RuleProblem problem : problems.stream().sorted().toList()) {
      String line = Words.visible(problem.toString());
      page.line(problem.isError() ? ink.bad(line) : ink.warning(line));
    }
    long errors = problems.stream().filter(RuleProblem::isError).count();
    long warnings = problems.size() - errors;
    String sum = Words.count(ruleSets, "rule set") + ": ";
    if (problems.isEmpty()) {
      page.line(sum + ink.good("nothing wrong"));
    } else {
      page.line(sum + Words.count(errors, "error") + ", " + Words.count(warnings, "warning"));
    }
    return errors == 0;
  }

  /**
   * Lists cases of rule sets, with how what was found differs from what was expected.
   *
   * @param results differences by case; none where it passed
   * @return did all pass
   */
  public static boolean cases(Page page, Map<RuleSetCase, List<String>> results) {
    Ink ink = page.ink();
    results.forEach((one, differences) -> {
      String name = Words.visible(one.ruleSet() + ": " + one.name());
      boolean passed = differences.isEmpty();
      page.line((passed ? ink.good("passed  ") : ink.bad("FAILED  ")) + name);
      for (String difference : differences) {
        difference
            .lines()
            .forEach(line -> page.wrapped("          ", "            ", Words.visible(line)));
      }
    });
    long failed = results.values().stream().filter(found -> !found.isEmpty()).count();
    page.line(
        results.isEmpty()
            ? "There is no case: expected folders in 'tests', each with events.jsonl and"
                + " findings.yaml."
            : Words.count(results.size(), "case") + ", " + Words.number(failed) + " failed");
    return failed == 0;
  }

  /** Lists what there is to ask about. */
  public static void vocabulary(Page page, List<String> facts, List<String> types) {
    page.heading("What a pattern may match");
    page.wrapped("  ", "  ", String.join(", ", facts));
    page.heading("What one reaches from these");
    page.wrapped(
        "  ",
        "  ",
        types.stream().filter(type -> !facts.contains(type)).collect(Collectors.joining(", ")));
    page.blank();
    page.line("Ask further, for example: ringwall rules fields " + facts.getFirst());
  }

  /** Lists what can be asked of a type. */
  public static void fields(Page page, Fields.Described type) {
    Ink ink = page.ink();
    page.line(ink.bold(type.name()) + ink.dim(" (" + kind(type) + ")"));
    if (!type.constants().isEmpty()) {
      page.wrapped("  ", "  ", String.join(", ", type.constants()));
      return;
    }
    int names = type.fields().stream().mapToInt(field -> field.name().length()).max().orElse(0);
    int types = type.fields().stream().mapToInt(field -> typed(field).length()).max().orElse(0);
    for (Fields.Field field : type.fields()) {
      String begin =
          "  "
              + Page.padded(field.name(), names)
              + "  "
              + Page.padded(ink.dim(typed(field)), types)
              + "  ";
      page.wrapped(
          begin,
          " ".repeat(Math.min(Page.wide(begin), page.width() / 2)),
          String.join(", ", field.constants()));
    }
    further(page, type);
  }

  private static String kind(Fields.Described type) {
    if (!type.constants().isEmpty()) {
      return "one of, written as " + type.name() + "." + type.constants().getFirst();
    }
    if (!type.global().isEmpty()) {
      return "the global '" + type.global() + "'";
    }
    return type.fact() ? "a pattern may match it" : "reached from events";
  }

  private static String typed(Fields.Field field) {
    return field.type() + (field.nullable() ? "?" : "");
  }

  private static void further(Page page, Fields.Described type) {
    page.blank();
    if (type.fields().stream().anyMatch(Fields.Field::nullable)) {
      page.wrapped("  ", "  ", "? may be absent: ask on with '!.', as in process!.name == \"sh\"");
    }
    String further =
        type.fields().stream()
            .map(Fields.Field::asksFurther)
            .filter(name -> !name.isEmpty() && !name.equals(type.name()))
            .distinct()
            .sorted()
            .collect(Collectors.joining(" "));
    if (!further.isEmpty()) {
      page.wrapped("  ", "    ", "ask further: ringwall rules fields " + further);
    }
  }
}
