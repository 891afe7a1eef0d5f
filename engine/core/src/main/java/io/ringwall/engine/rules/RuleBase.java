package io.ringwall.engine.rules;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.counts.CountSpec;
import io.ringwall.engine.counts.CountTable;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.finding.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.drools.model.Model;
import org.drools.model.Rule;
import org.jspecify.annotations.Nullable;

/**
 * The rule sets that were loaded: compiled, immutable, used by any number of threads.
 *
 * <p>A rule set with an error is left out, and the rest is loaded all the same; {@link #problems}
 * says what is wrong, all of it, with file, line and column.
 *
 * <pre>{@code
 * RuleBase rules = RuleBase.load(RuleBase.foldersIn(rulesets), RuleBase.Settings.DEFAULT);
 * Judgement judgement = rules.judge(event);                     // on a worker
 * List<Raised> findings = correlation.accept(event, judgement); // in order, on one thread
 * }</pre>
 */
public final class RuleBase {
  private final List<RuleSet> ruleSets;
  private final List<RuleProblem> problems;
  private final List<String> remarks;
  private final List<LoadedRule> rules;
  private final SafeText text = new SafeText();
  private final List<StatelessRule> stateless;
  private final StatelessJudge judge;
  private final InlineRules inline;
  private final SessionPlan plan;
  private final Settings settings;
  private final AtomicLong endless = new AtomicLong();

  /**
   * How rule sets are loaded.
   *
   * @param thresholds numbers that replace those of rule sets
   * @param cache folder of compiled rule sets; null compiles each time
   * @param factsPerType facts of one kind that the correlation session keeps at most
   */
  public record Settings(ThresholdNumbers thresholds, @Nullable Path cache, int factsPerType) {
    /** Thresholds as the rule sets have them, no cache, 10,000 facts a kind. */
    public static final Settings DEFAULT = new Settings(ThresholdNumbers.NONE, null, 10_000);

    public Settings {
      if (factsPerType < 1) {
        throw new IllegalArgumentException("facts per type must be at least 1");
      }
    }

    /** The same with a cache in this folder. */
    public Settings withCache(Path folder) {
      return new Settings(thresholds, folder, factsPerType);
    }
  }

  RuleBase(
      List<RuleSource> sources,
      CompiledRules compiled,
      List<RuleProblem> problems,
      List<String> remarks,
      Settings settings) {
    this.remarks = remarks;
    this.ruleSets = sources.stream().map(RuleSource::ruleSet).toList();
    this.problems = problems;
    this.settings = settings;
    List<Model> sessions = new ArrayList<>();
    this.rules =
        sources.stream().flatMap(source -> loaded(source, compiled, sessions).stream()).toList();
    List<LoadedRule> alone =
        rules.stream()
            .filter(rule -> rule.parsed().stateless())
            .sorted(Comparator.comparing(rule -> rule.header().order()))
            .toList();
    this.stateless =
        IntStream.range(0, alone.size())
            .mapToObj(rank -> new StatelessRule(alone.get(rank), rank, text))
            .toList();
    this.inline = new InlineRules(stateless);
    List<LoadedRule> correlating =
        rules.stream().filter(rule -> rule.parsed().kind() == ParsedRule.Kind.CORRELATION).toList();
    this.plan = new SessionPlan(sessions, correlating, text);
    List<Target> targets = new ArrayList<>(stateless);
    targets.addAll(plan.admissions());
    this.judge = new StatelessJudge(targets);
  }

  /** The folders in this one that hold a rule set, by name. */
  public static List<Path> foldersIn(Path folder) {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside
          .filter(path -> Files.exists(path.resolve(ManifestReader.FILE)))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new RingwallException(
          RingwallException.Category.CONFIGURATION,
          "rule sets: expected a readable folder, found '" + folder + "'",
          e);
    }
  }

  /**
   * Loads rule sets.
   *
   * @param folders their folders; the first one speaks first
   */
  public static RuleBase load(List<Path> folders, Settings settings) {
    return new Loading(settings).load(folders);
  }

  /** The rule sets of those folders whose manifest is sound; nothing but that is read. */
  public static Map<Path, RuleSet> manifests(List<Path> folders) {
    Map<Path, RuleSet> manifests = new LinkedHashMap<>();
    for (Path folder : folders) {
      new ManifestReader(folder, new Problems(folder), ThresholdNumbers.NONE)
          .read()
          .ifPresent(ruleSet -> manifests.put(folder, ruleSet));
    }
    return manifests;
  }

  /**
   * The rules of one rule set that are judged. Those of a rule set that correlates are made of its
   * model, which is added for the session; others when an event first asks for them.
   */
  private static List<LoadedRule> loaded(
      RuleSource source, CompiledRules compiled, List<Model> sessions) {
    List<ParsedRule> judged =
        source.rules().stream().filter(rule -> rule.kind() != ParsedRule.Kind.EDGE).toList();
    if (judged.isEmpty() || source.ruleSet().mode() == Mode.OFF) {
      return List.of();
    }
    String packageName = source.packageName();
    if (judged.stream().allMatch(ParsedRule::stateless)) {
      return judged.stream()
          .map(rule -> new LoadedRule(rule, () -> compiled.rule(packageName, rule.header().name())))
          .toList();
    }
    Model model = compiled.model(packageName);
    sessions.add(model);
    Map<String, Rule> byName =
        model.getRules().stream().collect(Collectors.toMap(Rule::getName, rule -> rule));
    return judged.stream().map(rule -> loaded(rule, byName)).toList();
  }

  private static LoadedRule loaded(ParsedRule rule, Map<String, Rule> byName) {
    Rule compiled = Objects.requireNonNull(byName.get(rule.header().name()), "rule");
    return new LoadedRule(rule, () -> compiled);
  }

  /** What there is to say about compiled rule sets that were to be kept; a sentence each. */
  public List<String> remarks() {
    return remarks;
  }

  /** What is wrong with the rule sets that were asked for, in order. */
  public List<RuleProblem> problems() {
    return problems;
  }

  /**
   * This, if no rule set has an error.
   *
   * @throws RingwallException of category CONFIGURATION with all errors, a line each
   */
  public RuleBase requireSound() {
    List<RuleProblem> errors = problems.stream().filter(RuleProblem::isError).toList();
    if (errors.isEmpty()) {
      return this;
    }
    throw new RingwallException(
        RingwallException.Category.CONFIGURATION,
        errors.stream().map(RuleProblem::toString).collect(Collectors.joining("\n")));
  }

  /** The rule sets that were loaded, in order. */
  public List<RuleSet> ruleSets() {
    return ruleSets;
  }

  /** How each rule fared so far, in order of loading. */
  public List<RuleStatistics> statistics() {
    return rules.stream().map(LoadedRule::statistics).toList();
  }

  /** How often rules answered each other's findings without end, and were cut short. */
  public long endless() {
    return endless.get();
  }

  /**
   * Judges an event by the stateless rules, on the calling thread. A rule that fails is counted and
   * passed over.
   *
   * @return what they said, to be handed to {@link Correlation#accept} in order; {@link
   *     Judgement#NONE} most of the time
   */
  public Judgement judge(Event event) {
    return judge.judge(event);
  }

  /**
   * Judges an event of which the rules marked {@code @inline} spoke before: what they said is taken
   * up, those that they had no time for are judged now, and all other rules as ever.
   *
   * @param event the event as the route knows it, which may be more than they saw
   */
  public Judgement judge(Event event, InlineJudgement ahead) {
    return judge.judge(event, ahead);
  }

  /**
   * Judges an event by the rules marked {@code @inline}, on the calling thread, without a lock.
   *
   * @param expired asked before each rule; once it says yes, no further rule is judged
   */
  public InlineJudgement judgeInline(Event event, BooleanSupplier expired) {
    return inline.judge(event, expired);
  }

  /**
   * Loads the code of all rules, which an event else waits for when it is the first to ask for it.
   * Any thread, also while events are judged.
   */
  public void loadCode() {
    stateless.forEach(StatelessRule::load);
  }

  /** Does a correlation rule want this event. */
  public boolean admits(Event event) {
    return judge.judge(event).admitted();
  }

  /** New counts and a new session, both empty. */
  public Correlation correlation() {
    return correlation(plan);
  }

  /** New counts, and no session: what correlation rules wait for does not happen here. */
  public Correlation countsAlone() {
    return correlation(new SessionPlan(List.of(), List.of(), text));
  }

  private Correlation correlation(SessionPlan correlating) {
    List<CountSpec> counts = ruleSets.stream().flatMap(set -> set.counts().stream()).toList();
    CountTable table = new CountTable(counts);
    Session session = new Session(correlating, new Firing(table), text, settings.factsPerType());
    return new Correlation(judge, table, session, endless);
  }

  /**
   * The longest that anything can wait for: a count's window, or what a correlation rule spans. An
   * observation that is older, and was in no finding, will be in none.
   */
  public Duration longestWindow() {
    List<CountSpec> counts = ruleSets.stream().flatMap(set -> set.counts().stream()).toList();
    Duration counted = CountTable.longestWindow(counts);
    return counted.compareTo(plan.retention()) > 0 ? counted : plan.retention();
  }
}
