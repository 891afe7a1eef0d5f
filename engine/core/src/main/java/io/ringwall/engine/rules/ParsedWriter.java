package io.ringwall.engine.rules;

import io.ringwall.engine.findings.RuleHeader;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes what was read from the DRL of one rule set, so that it need not be parsed again. What its
 * manifest says is not part of it.
 */
final class ParsedWriter {
  private final CacheWriter out;
  private final Map<Equality.Path, Integer> paths = new HashMap<>();

  private ParsedWriter(CacheWriter out) {
    this.out = out;
  }

  static void write(RuleSource source, CacheWriter out) {
    ParsedWriter writer = new ParsedWriter(out);
    out.list(source.rules(), writer::rule);
    out.list(
        source.problems().all().stream().filter(problem -> !problem.isError()).toList(),
        warning -> {
          out.text(source.ruleSet().folder().relativize(warning.file()).toString());
          out.number(warning.line());
          out.number(warning.column());
          out.text(warning.message());
        });
  }

  private void rule(ParsedRule rule) {
    out.text(String.valueOf(rule.file().getFileName()));
    out.number(rule.line());
    header(rule.header());
    out.text(rule.kind().name());
    out.list(
        rule.patterns(),
        pattern -> {
          out.text(pattern.type().getName());
          out.list(pattern.guard().equalities(), this::equality);
          out.number(pattern.guard().implied());
          out.number(pattern.guard().constraints());
        });
    out.number(rule.window().toMillis());
    out.flag(rule.inline());
  }

  private void header(RuleHeader header) {
    out.text(header.name());
    out.text(header.severity().name());
    out.list(header.attack(), technique -> out.text(technique.id()));
    out.list(header.references(), out::text);
    out.flag(header.restsOnEdgeState());
    out.flag(header.order().correlation());
    out.number(header.order().salience());
    out.number(header.order().declaration());
  }

  private void equality(Equality equality) {
    path(equality.path());
    value(equality.value());
  }

  /** A path by its number; the first time by what it is. */
  private void path(Equality.Path path) {
    int next = paths.size();
    Integer known = paths.putIfAbsent(path, next);
    out.number(known == null ? next : known);
    if (known == null) {
      out.text(path.root().getName());
      out.list(
          path.steps(),
          step -> {
            out.text(step.accessor().name());
            out.flag(!step.arguments().isEmpty());
            out.list(step.arguments(), this::value);
          });
    }
  }

  private void value(Object value) {
    if (value instanceof Enum<?> constant) {
      out.text(constant.getDeclaringClass().getName());
      out.text(constant.name());
    } else {
      out.text(value.getClass().getName());
      out.text(value.toString());
    }
  }
}
