package io.ringwall.engine.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import io.ringwall.engine.rules.RuleBase;
import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.event.ProcessEvent;
import io.ringwall.sdk.event.ProcessOperation;
import io.ringwall.sdk.event.ProcessRef;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.finding.Decision;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.Mode;
import io.ringwall.sdk.finding.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InlineJudgeTest {
  private static final long SEED = Long.getLong("ringwall.seed", 20_260_101);
  private static final int EXCHANGES = 10_000;
  private static final Origin PROXY = new Origin("h1", "waf", "e1");
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Workload WEB = Estate.workload("web-1", "web", "172.18.0.5");
  private static final Workload SHOP_DB = Estate.workload("db-1", "db", "172.18.0.6");

  private static final String RULES =
      """
      rule "health checks pass" @inline
      salience 10
      when $r : HttpExchange(method == "GET", path == "/health")
      then verdict.allow("allow: health"); findings.raise($r, "allow: health"); end

      rule "no upload to the database" @inline
      when $r : HttpExchange(method in ("PUT", "POST"), responder.workload!.service == "db")
      then findings.raise($r, "deny: upload"); verdict.deny("deny: upload"); end

      rule "traversal" @inline @severity(HIGH)
      when $r : HttpExchange(text.finds(path, "\\\\.\\\\./"), $p : path)
      then verdict.deny("deny: " + $p); findings.raise($r, "deny: " + $p); end

      rule "known scanner" @inline @severity(LOW)
      salience -5
      when $r : HttpExchange(userAgent == "nikto" || method == "TRACE")
      then verdict.deny("deny: scanner"); findings.raise($r, "deny: scanner"); end

      rule "is only told" @inline
      when $r : HttpExchange(httpHost == "old.example")
      then findings.raise($r, "told: old host"); end

      rule "fails" @inline
      when $r : HttpExchange(method == "PUT")
      then verdict.deny("deny: " + $r.query().length()); findings.raise($r, "deny: 3"); end

      rule "route only"
      when $r : HttpExchange(method == "POST")
      then findings.raise($r, "of the route"); end

      rule "no shell" @inline
      when $e : ProcessEvent(process!.name == "sh", workload!.service == "web")
      then verdict.deny("deny: shell"); end
      """;

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
        "name: inline\nversion: 1.0.0\nsdk: 1.0\nlayer: web\nmode: " + mode + "\n");
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

  private static Endpoint end(String address, int port) {
    return Endpoint.builder().address(IpAddress.parse(address)).port(port).build();
  }

  private static String one(SplittableRandom random, String... of) {
    return of[random.nextInt(of.length)];
  }

  private static HttpExchange exchange(SplittableRandom random, int number) {
    return HttpExchange.builder(PROXY, number, Estate.at(1 + number / 100.0))
        .originator(end(one(random, "192.0.2.7", "172.18.0.5"), 40_000))
        .responder(end(one(random, "172.18.0.5", "172.18.0.6", "198.51.100.1"), 80))
        .method(one(random, "GET", "GET", "GET", "POST", "PUT", "TRACE"))
        .path(one(random, "/", "/health", "/cart", "/a/../../etc/passwd", "/health/../x"))
        .query(one(random, "a=1", "b=2").equals("a=1") ? null : "b=2")
        .httpHost(one(random, "shop.example", "old.example"))
        .userAgent(one(random, "curl", "nikto", "browser"))
        .build();
  }

  private static HttpExchange upload() {
    return HttpExchange.builder(PROXY, 1, Estate.at(1))
        .originator(end("192.0.2.7", 40_000))
        .responder(end("172.18.0.6", 80))
        .method("POST")
        .path("/")
        .build();
  }

  @Test
  void answersAsTheRouteJudges() throws IOException {
    RuleBase rules = rules(Mode.PREVENT, RULES).requireSound();
    InlineJudge judge = judge(rules, Mode.PREVENT, Duration.ZERO);
    SplittableRandom random = new SplittableRandom(SEED);
    Map<Decision, Integer> decisions = new EnumMap<>(Decision.class);
    for (int i = 0; i < EXCHANGES; i++) {
      HttpExchange exchange = exchange(random, i);

      Verdict verdict = judge.judge(exchange, LONG);

      Event routed = identity.complete(exchange, 10);
      List<Raised> raised =
          rules.judge(routed).raised().stream()
              .filter(one -> !one.rule().name().equals("route only"))
              .toList();
      String about = "seed " + SEED + ", exchange " + i;
      assertEquals(
          said(raised.stream().map(Raised::finding).toList()), said(verdict.findings()), about);
      assertEquals(decision(raised), verdict.decision() + " " + verdict.reason(), about);
      assertTrue(verdict.inTime(), about);
      decisions.merge(verdict.decision(), 1, Integer::sum);
    }
    assertTrue(decisions.get(Decision.ALLOW) > 1_000, decisions::toString);
    assertTrue(decisions.get(Decision.DENY) > 1_000, decisions::toString);
  }

  private static List<String> said(List<Finding> findings) {
    return findings.stream()
        .map(finding ->
            String.join(
                "|",
                finding.id(),
                finding.title(),
                finding.message(),
                String.valueOf(finding.severity()),
                String.valueOf(finding.subject())))
        .toList();
  }

  /** Each rule that decides says so in its finding, too. */
  private static String decision(List<Raised> raised) {
    List<String> reasons =
        new ArrayList<>(raised.stream().map(one -> one.finding().message()).toList());
    reasons.removeIf(reason -> reason.startsWith("told"));
    if (reasons.isEmpty()) {
      return "ALLOW ";
    }
    String first = reasons.getFirst();
    return (first.startsWith("deny") ? "DENY " : "ALLOW ") + first;
  }

  @Test
  void countsAFiringOnceThoughBothJudge() throws IOException {
    RuleBase rules = rules(Mode.PREVENT, RULES).requireSound();
    judge(rules, Mode.PREVENT, Duration.ZERO).judge(upload(), LONG);
    rules.judge(identity.complete(upload(), 10));

    assertEquals(
        List.of(1L),
        rules.statistics().stream()
            .filter(rule -> rule.rule().equals("inline/no upload to the database"))
            .map(rule -> rule.fired())
            .toList());
  }

  @Test
  void pastTheDeadlineTheChoiceOfTheScopeHolds() throws IOException {
    RuleBase rules = rules(Mode.PREVENT, RULES).requireSound();
    Duration each = Duration.ofMillis(2);
    Duration deadline = Duration.ofMillis(1);

    Verdict open = judge(rules, Mode.PREVENT, each, "shop/web").judge(upload(), deadline);
    Verdict closed = judge(rules, Mode.PREVENT, each, "shop/d*").judge(upload(), deadline);

    assertEquals(Decision.ALLOW, open.decision());
    assertEquals("no answer in time, fails open", open.reason());
    assertFalse(open.inTime());
    assertEquals(Decision.DENY, closed.decision());
    assertEquals("no answer in time, fails closed", closed.reason());
    assertFalse(closed.inTime());
    assertEquals(List.of(), closed.findings());
  }

  @Test
  void whatARuleDecidedInTimeStands() throws IOException {
    RuleBase rules = rules(Mode.PREVENT, RULES).requireSound();
    InlineJudge judge = judge(rules, Mode.PREVENT, Duration.ofMillis(1));

    Verdict verdict = judge.judge(upload(), Duration.ofMillis(2));

    assertEquals(Decision.DENY, verdict.decision());
    assertEquals("inline/no upload to the database", verdict.rule());
    assertFalse(verdict.inTime());
  }

  @Test
  void settingsAndRulesAreReplacedWhileItJudges() throws IOException {
    RuleBase rules = rules(Mode.PREVENT, RULES).requireSound();
    InlineJudge judge = judge(rules, Mode.PREVENT, Duration.ofMillis(1));
    judge.configure(new InlineSettings(List.of("*/*")));
    assertEquals(Decision.DENY, judge.judge(upload(), Duration.ZERO).decision());

    judge.rules(RuleBase.load(List.of(), RuleBase.Settings.DEFAULT));
    assertEquals(Decision.ALLOW, judge.judge(upload(), Duration.ZERO).decision());
  }

  @Test
  void deniesOnlyWhereRuleSetAndScopePrevent() throws IOException {
    RuleBase alert = rules(Mode.ALERT, RULES).requireSound();
    RuleBase prevent = rules(Mode.PREVENT, RULES).requireSound();

    for (Verdict verdict :
        List.of(
            judge(alert, Mode.PREVENT, Duration.ZERO).judge(upload(), LONG),
            judge(prevent, Mode.LEARN, Duration.ZERO).judge(upload(), LONG))) {
      assertEquals(Decision.ALLOW, verdict.decision());
      assertEquals("not in mode prevent, else denied: deny: upload", verdict.reason());
      assertEquals(1, verdict.findings().size());
    }
  }

  @Test
  void knowsTheContainerOfAProgramThatIsAboutToStart() throws IOException {
    RuleBase rules = rules(Mode.PREVENT, RULES).requireSound();
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
                rule "connects" @inline when $f : Flow(settled) then findings.raise($f, "x"); end
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
}
