package io.ringwall.engine.rules;

import io.ringwall.engine.findings.FiringOrder;
import io.ringwall.engine.findings.RuleHeader;
import io.ringwall.engine.rules.ParsedRule.ParsedPattern;
import io.ringwall.sdk.finding.AttackTechnique;
import io.ringwall.sdk.finding.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@link ParsedWriter} wrote; throws an unchecked exception where that is not so. */
final class ParsedReader {
  private final RuleSet ruleSet;
  private final int precedence;
  private final CacheReader in;
  private final List<Equality.Path> paths = new ArrayList<>();
  private final Map<String, Class<?>> types = new HashMap<>();

  private ParsedReader(RuleText text, CacheReader in) {
    this.ruleSet = text.ruleSet();
    this.precedence = text.precedence();
    this.in = in;
  }

  /** The rules of this rule set; its warnings are told again. */
  static RuleSource read(RuleText text, CacheReader in) {
    ParsedReader reader = new ParsedReader(text, in);
    List<ParsedRule> rules = in.list(reader::rule);
    in.times(() -> text.problems().warning(reader.file(), in.integer(), in.integer(), in.text()));
    return new RuleSource(text.ruleSet(), List.of(), rules, text.problems());
  }

  private Path file() {
    return ruleSet.folder().resolve(in.text());
  }

  private ParsedRule rule() {
    return new ParsedRule(
        ruleSet,
        file(),
        in.integer(),
        header(),
        ParsedRule.Kind.valueOf(in.text()),
        in.list(this::pattern),
        Duration.ofMillis(in.number()),
        in.flag());
  }

  private RuleHeader header() {
    return new RuleHeader(
        ruleSet.name(),
        ruleSet.version(),
        ruleSet.layer(),
        ruleSet.mode(),
        in.text(),
        Severity.valueOf(in.text()),
        in.list(() -> new AttackTechnique(in.text())),
        in.list(in::text),
        in.flag(),
        order());
  }

  private FiringOrder order() {
    boolean correlation = in.flag();
    int salience = in.integer();
    return new FiringOrder(correlation, salience, precedence, in.integer());
  }

  private ParsedPattern pattern() {
    return new ParsedPattern(
        type(in.text()), new Guard(in.list(this::equality), in.integer(), in.integer()));
  }

  private Equality equality() {
    return new Equality(path(), value());
  }

  private Equality.Path path() {
    int number = in.integer();
    if (number == paths.size()) {
      Class<?> root = type(in.text());
      List<Equality.Step> steps = new ArrayList<>();
      in.times(() -> steps.add(step(steps.isEmpty() ? root : steps.getLast().accessor().type())));
      paths.add(new Equality.Path(root, List.copyOf(steps)));
    }
    return paths.get(number);
  }

  private Equality.Step step(Class<?> type) {
    String name = in.text();
    Accessor accessor = Vocabulary.accessor(type, name, in.flag()).orElseThrow();
    return new Equality.Step(accessor, in.list(this::value));
  }

  private Object value() {
    Class<?> type = type(in.text());
    String text = in.text();
    if (type == String.class) {
      return text;
    }
    if (type == Boolean.class) {
      return Boolean.valueOf(text);
    }
    if (type == Integer.class) {
      return Integer.valueOf(text);
    }
    return type == Long.class ? Long.valueOf(text) : constant(type, text);
  }

  private static Object constant(Class<?> type, String name) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    throw new IllegalStateException(type + " has no constant " + name);
  }

  private Class<?> type(String name) {
    return types.computeIfAbsent(name, ParsedReader::load);
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("there is no type " + name, e);
    }
  }
}
