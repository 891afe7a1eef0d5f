package io.ringwall.engine.rules;

import io.ringwall.engine.rules.ParsedRule.ParsedPattern;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.rules.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.drools.model.AccumulatePattern;
import org.drools.model.Condition;
import org.drools.model.Model;
import org.drools.model.Pattern;
import org.drools.model.Rule;
import org.drools.model.constraints.SingleConstraint1;
import org.drools.model.functions.Predicate1;
import org.drools.model.impl.ModelImpl;
import org.drools.model.patterns.PatternImpl;
import org.drools.modelcompiler.KieBaseBuilder;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.conf.EventProcessingOption;

/** The correlation rules, compiled into one knowledge base, and what their session needs. */
final class SessionPlan {
  private final @Nullable KieBase base;
  private final Map<String, LoadedRule> rules = new HashMap<>();
  private final List<Target> admissions = new ArrayList<>();
  private final Duration retention;
  private final boolean wantsFindings;

  SessionPlan(List<Model> models, List<LoadedRule> loaded, Text text) {
    Map<Rule, LoadedRule> byModel = new HashMap<>();
    loaded.forEach(rule -> byModel.put(rule.model(), rule));
    List<Model> correlating = new ArrayList<>();
    for (Model model : models) {
      List<Rule> own = model.getRules().stream().filter(byModel::containsKey).toList();
      for (Rule rule : own) {
        rules.put(key(model.getName(), rule.getName()), byModel.get(rule));
      }
      if (!own.isEmpty()) {
        correlating.add(with(model, own));
      }
    }
    boolean findings = false;
    for (LoadedRule rule : loaded) {
      List<Pattern<?>> patterns = patterns(rule.model());
      blindToItself(rule, patterns);
      admit(rule, patterns, text);
      findings |= patterns.stream().anyMatch(SessionPlan::overFindings);
    }
    wantsFindings = findings;
    retention =
        loaded.stream()
            .map(rule -> rule.parsed().window())
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    base =
        correlating.isEmpty()
            ? null
            : KieBaseBuilder.createKieBaseFromModel(correlating, EventProcessingOption.STREAM);
  }

  private static Model with(Model model, List<Rule> rules) {
    ModelImpl only = new ModelImpl(model.getName());
    only.withRules(rules);
    only.withGlobals(model.getGlobals());
    model.getTypeMetaDatas().forEach(only::addTypeMetaData);
    return only;
  }

  private static String key(String packageName, String rule) {
    return packageName + "/" + rule;
  }

  private static List<Pattern<?>> patterns(Rule rule) {
    List<Pattern<?>> patterns = new ArrayList<>();
    collect(rule.getView().getSubConditions(), patterns);
    return patterns;
  }

  private static void collect(List<Condition> conditions, List<Pattern<?>> patterns) {
    for (Condition condition : conditions) {
      if (condition instanceof AccumulatePattern<?> accumulate) {
        collect(List.of(accumulate.getCondition()), patterns);
      } else if (condition instanceof Pattern<?> pattern) {
        patterns.add(pattern);
      } else {
        collect(condition.getSubConditions(), patterns);
      }
    }
  }

  private static boolean overFindings(Pattern<?> pattern) {
    Class<?> type = pattern.getPatternVariable().getType();
    return Finding.class.isAssignableFrom(type) || type.isAssignableFrom(Finding.class);
  }

  /** No rule sees a finding of its own. */
  private static void blindToItself(LoadedRule rule, List<Pattern<?>> patterns) {
    String id = rule.header().ruleId();
    for (Pattern<?> pattern : patterns) {
      if (overFindings(pattern) && pattern instanceof PatternImpl<?> open) {
        Predicate1<Object> foreign =
            fact -> !(fact instanceof Finding finding && finding.ruleId().equals(id));
        open.addConstraint(constraint(open, "not of " + id, foreign));
      }
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static SingleConstraint1<Object> constraint(
      PatternImpl<?> pattern, String id, Predicate1<Object> predicate) {
    return new SingleConstraint1(id, pattern.getPatternVariable(), predicate);
  }

  private void admit(LoadedRule rule, List<Pattern<?>> patterns, Text text) {
    List<ParsedPattern> parsed = rule.parsed().patterns();
    List<Pattern<?>> events =
        patterns.stream()
            .filter(pattern -> Vocabulary.FACTS.contains(pattern.getPatternVariable().getType()))
            .toList();
    boolean aligned =
        parsed.stream()
            .map(ParsedPattern::type)
            .toList()
            .equals(events.stream().map(p -> p.getPatternVariable().getType()).toList());
    for (int i = 0; i < events.size(); i++) {
      List<Equality> guard = aligned ? parsed.get(i).guard().equalities() : List.of();
      admissions.add(new AdmissionPattern(rule, events.get(i), guard, text));
    }
  }

  /** The knowledge base; null where no rule correlates. */
  @Nullable KieBase base() {
    return base;
  }

  @Nullable LoadedRule rule(String packageName, String name) {
    return rules.get(key(packageName, name));
  }

  /** The rules that a message of the session names; all, where it names none. */
  List<LoadedRule> blamed(String message) {
    List<LoadedRule> named =
        rules.values().stream()
            .filter(rule -> message.contains("\"" + rule.header().name() + "\""))
            .toList();
    return named.isEmpty() ? List.copyOf(rules.values()) : named;
  }

  List<Target> admissions() {
    return admissions;
  }

  /** How long a fact may still matter. */
  Duration retention() {
    return retention;
  }

  boolean wantsFindings() {
    return wantsFindings;
  }
}
