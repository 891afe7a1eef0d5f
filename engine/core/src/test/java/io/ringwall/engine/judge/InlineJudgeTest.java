package io.ringwall.engine.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.config.InlineSettings;
import io.ringwall.engine.config.MetricsSettings;
import io.ringwall.engine.config.ModelSettings;
import io.ringwall.engine.config.PluginAdmission;
import io.ringwall.engine.config.Settings;
import io.ringwall.engine.findings.Raised;
import io.ringwall.engine.identity.Estate;
import io.ringwall.engine.identity.Identity;
import io.ringwall.engine.identity.IdentityLimits;
import io.ringwall.engine.model.Model;
import io.ringwall.engine.rules.Correlation;
import io.ringwall.engine.rules.InlineJudgement;
import io.ringwall.engine.rules.Judgement;
import io.ringwall.engine.rules.RuleBase;
import io.ringwall.engine.rules.RuleStatistics;
import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.Decision;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.HttpAction;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.HttpExchangeBuilder;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.event.ProcessEvent;
import io.ringwall.sdk.event.ProcessOperation;
import io.ringwall.sdk.event.ProcessRef;
import io.ringwall.sdk.event.Timed;
import io.ringwall.sdk.event.Verdict;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InlineJudgeTest {
  private static final long SEED = Long.getLong("ringwall.seed", 20_260_101);
  private static final int EXCHANGES = 10_000;
  private static final Origin PROXY = Exchanges.PROXY;
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Workload WEB = Estate.workload("web-1", "web", "172.18.0.5");
  private static final Workload SHOP_DB = Estate.workload("db-1", "db", "172.18.0.6");

  @TempDir Path folder;
  private final Identity identity = new Identity("h1", IdentityLimits.DEFAULT);
  private final Estate estate = new Estate();
  private long now;

  @BeforeEach
  void containersRun() {
    identity.apply(estate.container(ContainerAction.START, WEB, Estate.at(0)), 1);
    identity.apply(estate.container(ContainerAction.START, SHOP_DB, Estate.at(0)), 2);
  }

  private RuleBase rules(Mode mode, String drl) throws IOException {
    Path made = Files.createDirectories(folder.resolve("inline"));
    Files.writeString(
        made.resolve("ruleset.yaml"),
        "name: inline\nversion: 1.0.0\nsdk: 1.0\nlayer: web\nmode: "
            + mode
            + "\n"
            + Exchanges.COUNTS);
    Files.writeString(made.resolve("rules.drl"), drl);
    return RuleBase.load(List.of(made), RuleBase.Settings.DEFAULT);
  }

  private static Model model(Mode mode) {
    Settings settings =
        new Settings(
            0,
            1024,
            Map.of(),
            Map.of(),
            new ModelSettings(mode, 100, 100, 100),
            Map.of(),
            Map.of(),
            InlineSettings.DEFAULT,
            MetricsSettings.NONE,
            PluginAdmission.ALL);
    return new Model(new Configuration(settings, List.of(), List.of(), List.of()));
  }

  /** A judge whose clock goes on by this much each time that it is asked. */
  private InlineJudge judge(RuleBase rules, Mode mode, Duration each, String... failClosed) {
    return new InlineJudge(
        identity,
        model(mode),
        rules,
        new InlineSettings(List.of(failClosed)),
        () -> now += each.toNanos());
  }

  private static HttpExchangeBuilder upload() {
    return HttpExchange.builder(PROXY, 1, Estate.at(1))
        .originator(Exchanges.end("192.0.2.7", 40_000))
        .responder(Exchanges.end("172.18.0.6", 80))
        .method("POST")
        .path("/");
  }

  @Test
  void theRouteTakesUpWhatWasAnsweredAsIfItHadJudgedItself() throws IOException {
    RuleBase rules = rules(Mode.PREVENT, Exchanges.RULES).requireSound();
    InlineJudge judge = judge(rules, Mode.PREVENT, Duration.ofMillis(1));
    var random = new SplittableRandom(SEED);
    Map<Decision, Integer> decisions = new EnumMap<>(Decision.class);
    int late = 0;
    int findings = 0;
    try (Correlation ordinary = rules.correlation();
        Correlation attached = rules.correlation()) {
      for (int i = 0; i < EXCHANGES; i++) {
        HttpExchangeBuilder asked = Exchanges.draw(random, i);
        Duration patience = random.nextInt(4) == 0 ? Duration.ofMillis(random.nextInt(5)) : LONG;

        Verdict verdict = judge.judge(asked.build(), patience);

        HttpExchangeBuilder done = asked.status(random.nextBoolean() ? 200 : 403);
        List<Raised> alone = ordinary(rules, ordinary, done.verdict(copy(verdict)).build());
        List<Raised> took = attached(rules, attached, done.verdict(verdict).build());
        String about = "seed " + SEED + ", exchange " + i;
        assertEquals(said(alone), said(took), about);
        if (verdict.inTime()) {
          assertEquals(decision(alone), verdict.decision() + " " + verdict.reason(), about);
          decisions.merge(verdict.decision(), 1, Integer::sum);
        }
        late += verdict.inTime() ? 0 : 1;
        findings += took.size();
        ordinary.advance(asked.build().time());
        attached.advance(asked.build().time());
      }
    }
    assertTrue(decisions.get(Decision.ALLOW) > 1_000, decisions::toString);
    assertTrue(decisions.get(Decision.DENY) > 1_000, decisions::toString);
    assertTrue(late > 500, "late " + late);
    assertTrue(findings > EXCHANGES, "findings " + findings);
  }

  /** What the route makes of a verdict that brings nothing along: it judges by all rules. */
  private List<Raised> ordinary(RuleBase rules, Correlation correlation, HttpExchange exchange) {
    Event routed = identity.complete(exchange, 10);
    assertNull(InlineJudge.taken(routed));
    return correlation.accept(routed, rules.judge(routed));
  }

  private List<Raised> attached(RuleBase rules, Correlation correlation, HttpExchange exchange) {
    Event routed = identity.complete(exchange, 10);
    InlineJudgement ahead = Objects.requireNonNull(InlineJudge.taken(routed));
    return correlation.accept(routed, rules.judge(routed, ahead));
  }

  private static Verdict copy(Verdict verdict) {
    return Verdict.of(verdict.decision(), verdict.reason(), verdict.rule(), verdict.inTime());
  }

  private static List<String> said(List<Raised> raised) {
    return raised.stream()
        .map(one -> {
          Finding finding = one.finding();
          HttpExchange shown = finding.http();
          return String.join(
              "|",
              finding.id(),
              finding.correlationKey(),
              finding.title(),
              finding.message(),
              String.valueOf(finding.severity()),
              String.valueOf(finding.subject()),
              String.valueOf(one.keyGiven()),
              String.valueOf(shown == null ? null : shown.status()),
              one.support().stream().map(Timed::id).toList().toString());
        })
        .toList();
  }

  /** Each rule that decides says so in its finding, too. */
  private static String decision(List<Raised> raised) {
    return raised.stream()
        .map(one -> one.finding().message())
        .filter(message -> message.startsWith("deny") || message.startsWith("allow"))
        .findFirst()
        .map(first -> (first.startsWith("deny") ? "DENY " : "ALLOW ") + first)
        .orElse("ALLOW ");
  }

  @Test
  void aRuleThatHasSpokenIsNotAskedAgain() throws IOException {
    RuleBase rules = rules(Mode.PREVENT, Exchanges.RULES).requireSound();
    HttpExchangeBuilder put = upload().method("PUT");
    Verdict verdict = judge(rules, Mode.PREVENT, Duration.ZERO).judge(put.build(), LONG);

    Event routed = identity.complete(put.method("GET").verdict(verdict).build(), 10);
    Judgement judgement = rules.judge(routed, Objects.requireNonNull(InlineJudge.taken(routed)));

    assertEquals(List.of("deny: upload", "denied"), messages(judgement));
    assertEquals(1, fared(rules, "fails").failed(), "failed when it was asked, and never again");
  }

  @Test
  void whatIsFoundShowsTheVerdictAndWhatWasDone() throws IOException {
    RuleBase rules = rules(Mode.PREVENT, Exchanges.RULES).requireSound();
    HttpExchangeBuilder asked = upload();
    Verdict verdict = judge(rules, Mode.PREVENT, Duration.ZERO).judge(asked.build(), LONG);

    Event routed = identity.complete(asked.verdict(verdict).action(HttpAction.BLOCKED).build(), 10);
    Judgement judgement = rules.judge(routed, Objects.requireNonNull(InlineJudge.taken(routed)));

    Finding finding = judgement.raised().getFirst().finding();
    assertEquals("deny: upload", finding.message());
    assertEquals(HttpAction.BLOCKED, Objects.requireNonNull(finding.http()).action());
    Verdict shown = Objects.requireNonNull(finding.verdict());
    assertEquals(Decision.DENY, shown.decision());
    assertEquals("inline/no upload to the database", shown.rule());
  }

  @Test
  void aVerdictGoesWithOneEvent() throws IOException {
    RuleBase rules = rules(Mode.PREVENT, Exchanges.RULES).requireSound();
    Verdict verdict = judge(rules, Mode.PREVENT, Duration.ZERO).judge(upload().build(), LONG);
    Event first = identity.complete(upload().verdict(verdict).build(), 10);

    assertNotNull(InlineJudge.taken(first));
    assertNull(InlineJudge.taken(first));
  }

  @Test
  void whatTheDeadlineLeftOutIsJudgedByTheRoute() throws IOException {
    RuleBase rules = rules(Mode.PREVENT, Exchanges.RULES).requireSound();
    InlineJudge judge = judge(rules, Mode.PREVENT, Duration.ofMillis(1), "*/*");
    Verdict verdict = judge.judge(upload().build(), Duration.ZERO);
    assertEquals("no answer in time, fails closed", verdict.reason());

    judge.rules(RuleBase.load(List.of(), RuleBase.Settings.DEFAULT));
    Event routed = identity.complete(upload().verdict(verdict).build(), 10);
    Judgement judgement = rules.judge(routed, Objects.requireNonNull(InlineJudge.taken(routed)));

    assertEquals(List.of("deny: upload", "of the route", "denied"), messages(judgement));
  }

  private static List<String> messages(Judgement judgement) {
    return judgement.raised().stream().map(one -> one.finding().message()).toList();
  }

  private static RuleStatistics fared(RuleBase rules, String name) {
    return rules.statistics().stream()
        .filter(rule -> rule.rule().equals("inline/" + name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void countsAFiringOnceWhetherOrNotTheVerdictComesAlong() throws IOException {
    RuleBase rules = rules(Mode.PREVENT, Exchanges.RULES).requireSound();
    InlineJudge judge = judge(rules, Mode.PREVENT, Duration.ZERO);
    Verdict verdict = judge.judge(upload().build(), LONG);
    rules.judge(identity.complete(upload().build(), 10));
    assertEquals(1, fared(rules, "no upload to the database").fired());

    Event routed = identity.complete(upload().verdict(verdict).build(), 11);
    rules.judge(routed, Objects.requireNonNull(InlineJudge.taken(routed)));
    assertEquals(2, fared(rules, "no upload to the database").fired());
  }

  @Test
  void pastTheDeadlineTheChoiceOfTheScopeHolds() throws IOException {
    RuleBase rules = rules(Mode.PREVENT, Exchanges.RULES).requireSound();
    Duration each = Duration.ofMillis(2);
    Duration deadline = Duration.ofMillis(1);

    Verdict open = judge(rules, Mode.PREVENT, each, "shop/web").judge(upload().build(), deadline);
    Verdict closed = judge(rules, Mode.PREVENT, each, "shop/d*").judge(upload().build(), deadline);

    assertEquals(Decision.ALLOW, open.decision());
    assertEquals("no answer in time, fails open", open.reason());
    assertFalse(open.inTime());
    assertEquals(Decision.DENY, closed.decision());
    assertEquals("no answer in time, fails closed", closed.reason());
    assertFalse(closed.inTime());
  }

  @Test
  void whatARuleDecidedInTimeStands() throws IOException {
    RuleBase rules = rules(Mode.PREVENT, Exchanges.RULES).requireSound();
    InlineJudge judge = judge(rules, Mode.PREVENT, Duration.ofMillis(1));

    Verdict verdict = judge.judge(upload().build(), Duration.ofMillis(2));

    assertEquals(Decision.DENY, verdict.decision());
    assertEquals("inline/no upload to the database", verdict.rule());
    assertFalse(verdict.inTime());
  }

  @Test
  void settingsAndRulesAreReplacedWhileItJudges() throws IOException {
    RuleBase rules = rules(Mode.PREVENT, Exchanges.RULES).requireSound();
    InlineJudge judge = judge(rules, Mode.PREVENT, Duration.ofMillis(1));
    judge.configure(new InlineSettings(List.of("*/*")));
    assertEquals(Decision.DENY, judge.judge(upload().build(), Duration.ZERO).decision());

    judge.rules(RuleBase.load(List.of(), RuleBase.Settings.DEFAULT));
    assertEquals(Decision.ALLOW, judge.judge(upload().build(), Duration.ZERO).decision());
  }

  @Test
  void deniesOnlyWhereRuleSetAndScopePrevent() throws IOException {
    RuleBase alert = rules(Mode.ALERT, Exchanges.RULES).requireSound();
    RuleBase prevent = rules(Mode.PREVENT, Exchanges.RULES).requireSound();

    for (Verdict verdict :
        List.of(
            judge(alert, Mode.PREVENT, Duration.ZERO).judge(upload().build(), LONG),
            judge(prevent, Mode.LEARN, Duration.ZERO).judge(upload().build(), LONG))) {
      assertEquals(Decision.ALLOW, verdict.decision());
      assertEquals("not in mode prevent, else denied: deny: upload", verdict.reason());
    }
  }

  @Test
  void knowsTheContainerOfAProgramThatIsAboutToStart() throws IOException {
    RuleBase rules = rules(Mode.PREVENT, Exchanges.RULES).requireSound();
    ProcessEvent shell =
        ProcessEvent.builder(PROXY, 1, Estate.at(1))
            .operation(ProcessOperation.EXEC)
            .process(ProcessRef.builder().entityId("p1").name("sh").build())
            .workload(Estate.workload("web-1", "unheard-of"))
            .build();

    Verdict verdict = judge(rules, Mode.PREVENT, Duration.ZERO).judge(shell, LONG);

    assertEquals(Decision.DENY, verdict.decision());
    assertEquals("inline/no shell", verdict.rule());
  }

  @Test
  void refusesWhatCannotBeAnsweredInline() throws IOException {
    List<String> problems =
        rules(
                Mode.ALERT,
                """
                rule "starts" @inline when $c : ContainerEvent(action == ContainerAction.START)
                then findings.raise($c, "x"); end
                rule "bans" @inline
                when $r : HttpExchange(method == "GET")
                then responses.ban($r.client(), Duration.ofHours(1), "x"); end
                rule "waits" when $r : HttpExchange(method == "GET") then verdict.deny("x"); end
                """)
            .problems()
            .stream()
            .map(problem -> problem.toString().replaceFirst(".*rules.drl:", ""))
            .toList();

    assertTrue(
        problems.get(0).contains("expected one pattern over HttpExchange"), problems::toString);
    assertTrue(problems.get(1).contains("found 'responses.ban'"), problems::toString);
    assertTrue(problems.get(2).contains("only a rule marked @inline"), problems::toString);
    assertEquals(3, problems.size(), problems::toString);
  }

  @Test
  void saysWhereTheStateOfAnEdgeIsAsked() throws IOException {
    List<String> problems =
        rules(
                Mode.ALERT,
                """
                rule "unseen, asked of a request" @inline
                when $r : HttpExchange(edge.state == EdgeState.UNSEEN) then verdict.deny("x"); end
                """)
            .problems()
            .stream()
            .map(Object::toString)
            .toList();

    assertTrue(
        problems.get(0).contains("HttpExchange has no 'edge': the state of an edge is known of a"),
        problems::toString);
  }
}
