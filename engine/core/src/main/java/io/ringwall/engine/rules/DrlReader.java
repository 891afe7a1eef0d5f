package io.ringwall.engine.rules;

import io.ringwall.engine.findings.FiringOrder;
import io.ringwall.engine.findings.RuleHeader;
import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.event.FileEvent;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.ProcessEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.kie.internal.builder.conf.LanguageLevelOption;

/** Reads the DRL files of one rule set, and says all that is wrong with them. */
final class DrlReader {
  /** What a source may ask about before it happens. */
  private static final List<Class<?>> INLINE =
      List.of(
          HttpExchange.class, ProcessEvent.class, FileEvent.class, CustomEvent.class, Flow.class);

  private final RuleSet ruleSet;
  private final int precedence;
  private final Problems problems;
  private final List<DrlFile> files = new ArrayList<>();
  private final List<ParsedRule> rules = new ArrayList<>();
  private final Map<String, String> places = new HashMap<>();

  /**
   * A reader.
   *
   * @param precedence place of the rule set among those loaded
   */
  DrlReader(RuleSet ruleSet, int precedence, Problems problems) {
    this.ruleSet = ruleSet;
    this.precedence = precedence;
    this.problems = problems;
  }

  /** Reads what is in the rule set's folder. */
  void read() {
    read(DrlText.in(ruleSet.folder(), problems));
  }

  void read(List<DrlText> texts) {
    texts.forEach(text -> text.decode(files, problems));
    files.forEach(this::read);
    if (files.isEmpty()) {
      problems.error(ruleSet.folder(), 0, 0, "expected at least one .drl file, found none");
    }
  }

  List<DrlFile> files() {
    return files;
  }

  List<ParsedRule> rules() {
    return rules;
  }

  private void read(DrlFile file) {
    DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
    PackageDescr parsed = null;
    try {
      parsed = parser.parse(false, file.text());
    } catch (DroolsParserException e) {
      file.error(0, "this is no DRL: " + e.getMessage());
    }
    if (parser.hasErrors() || parsed == null) {
      SyntaxErrors.report(file, parser.getErrors());
      return;
    }
    refuseForeign(file, parsed);
    parsed.getRules().forEach(rule -> rule(file, rule));
  }

  /** Things of DRL that a rule set does not need, because the engine has them. */
  private static void refuseForeign(DrlFile file, PackageDescr parsed) {
    if (!parsed.getName().isEmpty()) {
      List<Token> tokens = Token.all(file.text());
      Token first = tokens.getFirst();
      int end = first.offset() + "package".length();
      int nameAt = file.text().indexOf(parsed.getName(), end);
      int stop = nameAt + parsed.getName().length();
      boolean semicolon = file.text().startsWith(";", stop);
      file.leaveOut(file.text().substring(first.offset(), semicolon ? stop + 1 : stop));
    }
    parsed
        .getGlobals()
        .forEach(global ->
            file.error(
                file.offset(global.getLine(), global.getColumn() + 1),
                "expected none: the engine sets the globals "
                    + String.join(", ", Vocabulary.GLOBALS.keySet())
                    + " by itself; found '"
                    + global.getIdentifier()
                    + "'"));
    parsed
        .getTypeDeclarations()
        .forEach(type ->
            file.error(
                file.offset(type.getLine(), type.getColumn() + 1),
                "expected rules and functions, found a declaration of '"
                    + type.getTypeName()
                    + "': facts are events, counts and findings only"));
  }

  private void rule(DrlFile file, RuleDescr rule) {
    int offset = file.offset(rule.getLine(), rule.getColumn() + 1);
    Regions regions = Regions.of(file.text(), rule, offset);
    Header header = Header.read(file, regions.header());
    if (rule.isQuery()) {
      file.error(offset, "expected a rule, found a query");
      return;
    }
    if (rule.getParentName() != null) {
      file.error(offset, "expected a rule on its own, found one that extends another");
    }
    rule.getNamedConsequences()
        .keySet()
        .forEach(
            name -> file.error(offset, "expected one 'then', found also 'then[" + name + "]'"));
    String place = file.path().getFileName() + ":" + file.line(offset);
    String other = places.putIfAbsent(rule.getName(), place);
    if (other != null) {
      file.error(
          offset, "there is already a rule '" + rule.getName() + "' in this rule set, at " + other);
    }
    Conditions conditions = new Conditions(file, offset);
    conditions.read(rule.getLhs());
    boolean readsCounts =
        new ConsequenceCheck(
                file, ruleSet, conditions.bindings(), regions.consequence(), header.inline())
            .run();
    if (header.inline() && !conditions.patterns().isEmpty()) {
      requireInline(file, offset, conditions);
    }
    add(file, offset, rule.getName(), header, conditions, readsCounts);
  }

  private static void requireInline(DrlFile file, int offset, Conditions conditions) {
    boolean one = conditions.kind() == ParsedRule.Kind.STATELESS;
    Class<?> over = conditions.patterns().getFirst().type();
    if (!one || !INLINE.contains(over)) {
      file.error(
          offset,
          "@inline: expected one pattern over "
              + INLINE.stream().map(Class::getSimpleName).collect(Collectors.joining(", "))
              + ", which are what waits for an answer");
    }
  }

  private void add(
      DrlFile file,
      int offset,
      String name,
      Header header,
      Conditions conditions,
      boolean readsCounts) {
    ParsedRule.Kind kind = conditions.kind();
    if (kind == ParsedRule.Kind.STATELESS && readsCounts) {
      kind = ParsedRule.Kind.STATELESS_IN_ORDER;
    }
    if (kind == ParsedRule.Kind.EDGE) {
      file.warning(
          offset, "rules over Edge(…) are not judged by this version; this one never fires");
    }
    FiringOrder order =
        new FiringOrder(
            kind == ParsedRule.Kind.CORRELATION, header.salience(), precedence, rules.size());
    RuleHeader made =
        new RuleHeader(
            ruleSet.name(),
            ruleSet.version(),
            ruleSet.layer(),
            ruleSet.mode(),
            name,
            header.severity(),
            header.attack(),
            header.references(),
            conditions.restsOnEdgeState(),
            order);
    Duration window = kind == ParsedRule.Kind.CORRELATION ? conditions.window() : Duration.ZERO;
    rules.add(
        new ParsedRule(
            ruleSet,
            file.path(),
            file.line(offset),
            made,
            kind,
            conditions.patterns(),
            window,
            header.inline()));
  }
}
