package io.ringwall.engine.judge;

import static io.ringwall.engine.identity.Estate.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.config.Configuration.Placed;
import io.ringwall.engine.config.DeclaredEdge;
import io.ringwall.engine.config.DeclaredEnd;
import io.ringwall.engine.config.InlineSettings;
import io.ringwall.engine.config.MetricsSettings;
import io.ringwall.engine.config.ModeEntry;
import io.ringwall.engine.config.ModelSettings;
import io.ringwall.engine.config.PluginAdmission;
import io.ringwall.engine.config.Position;
import io.ringwall.engine.config.ServerPort;
import io.ringwall.engine.config.Settings;
import io.ringwall.engine.findings.Raised;
import io.ringwall.engine.flows.FlowLimits;
import io.ringwall.engine.flows.FlowTable;
import io.ringwall.engine.flows.TrackedFlow;
import io.ringwall.engine.identity.Estate;
import io.ringwall.engine.identity.Identity;
import io.ringwall.engine.identity.IdentityLimits;
import io.ringwall.engine.model.Model;
import io.ringwall.engine.model.ModelRecord;
import io.ringwall.engine.model.Observation;
import io.ringwall.engine.model.ObservedBy;
import io.ringwall.engine.rules.RuleBase;
import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.ConnectionState;
import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.Decision;
import io.ringwall.sdk.event.EdgeState;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowBuilder;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.Tls;
import io.ringwall.sdk.event.Verdict;
import io.ringwall.sdk.finding.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that somebody asks about are answered by the state of their edge. */
class ConnectionAnswersTest {
  private static final long SEED = Long.getLong("ringwall.seed", 20_260_102);
  private static final int CONNECTIONS = 10_000;
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final String[] SERVICES = {"web", "api", "db", "cache", "tool"};
  private static final String NAMED = "198.51.100.7";

  private static final String RULES =
      """
      rule "learned" @inline
      when $f : Flow(edge.state == EdgeState.LEARNED)
      then verdict.allow($f.edge().toString()); findings.raise($f, $f.edge().toString()); end

      rule "allowed by hand" @inline
      when $f : Flow(edge.state == EdgeState.ALLOWED)
      then verdict.allow($f.edge().toString()); findings.raise($f, $f.edge().toString()); end

      rule "denied by hand" @inline @severity(HIGH)
      when $f : Flow(edge.state == EdgeState.DENIED)
      then verdict.deny($f.edge().toString()); findings.raise($f, $f.edge().toString()); end

      rule "never seen" @inline
      when $f : Flow(edge.state == EdgeState.UNSEEN)
      then verdict.deny($f.edge().toString()); findings.raise($f, $f.edge().toString()); end

      rule "being learned" @inline
      when $f : Flow(edge.state == EdgeState.CANDIDATE)
      then verdict.deny($f.edge().toString()); findings.raise($f, $f.edge().toString()); end
      """;

  @TempDir Path folder;
  private final Identity identity = new Identity("h1", IdentityLimits.DEFAULT);
  private final Estate estate = new Estate();
  private final Model model = new Model(configuration());
  private final FlowTable route = new FlowTable(identity, model, FlowLimits.DEFAULT);
  private long order;

  private static Configuration configuration() {
    Settings settings =
        new Settings(
            0,
            1024,
            Map.of(),
            Map.of(),
            new ModelSettings(Mode.ALERT, 200_000, 1_000_000, 1_000_000),
            Map.of(),
            Map.of(),
            InlineSettings.DEFAULT,
            MetricsSettings.NONE,
            PluginAdmission.ALL);
    return new Configuration(
        settings,
        List.of(
            mode(1, "shop/web", Mode.PREVENT),
            mode(2, "shop/cache", Mode.LEARN),
            mode(3, "shop/tool", Mode.OFF)),
        List.of(declared("api", "cache", "80/tcp")),
        List.of(declared("api", "db", "443/tcp"), declared("web", "api", "80/tcp")));
  }

  private static Placed<ModeEntry> mode(int line, String scope, Mode mode) {
    return new Placed<>(
        new ModeEntry(scope, null, Set.of(), mode), new Position("modes.yaml", line, 1));
  }

  private static Placed<DeclaredEdge> declared(String from, String to, String port) {
    var edge =
        new DeclaredEdge(
            service(from), service(to), List.of(ServerPort.parse(port)), "a reason", "ops", null);
    return new Placed<>(edge, new Position("allow.yaml", 1, 1));
  }

  private static DeclaredEnd service(String name) {
    return new DeclaredEnd("shop", name, null, null, null, null, null, false);
  }

  @BeforeEach
  void anEstateWasLearned() {
    identity.network(
        "shop_default", AddressBlock.parse("172.18.0.0/16"), IpAddress.parse("172.18.0.1"));
    for (int i = 0; i < SERVICES.length; i++) {
      var workload = Estate.workload(SERVICES[i] + "-1", SERVICES[i], "172.18.0." + (10 + i));
      identity.apply(estate.container(ContainerAction.START, workload, at(0)), ++order);
    }
    resolves("172.18.0.10", "known.example");
    learn(estate.tcp("172.18.0.10:9000", "172.18.0.12:5432", at(1)).build());
    learn(estate.tcp("172.18.0.10:9001", NAMED + ":443", at(1)).build());
    learn(estate.tcp("203.0.113.9:9002", "172.18.0.10:80", at(1)).build());
    model.graduate();
    resolves("172.18.0.10", "other.example");
    resolves("172.18.0.11", "other.example");
  }

  private void resolves(String client, String name) {
    identity.apply(estate.dns(client, name, at(1), name + " A " + NAMED), ++order);
  }

  private void learn(Flow flow) {
    List<TrackedFlow> seen = new ArrayList<>();
    route.accept(flow, ++order, seen::add);
    model.observe(
        seen.getFirst().edge().key(),
        new ObservedBy("h1", "e1"),
        Observation.once(flow.time()),
        null);
  }

  private RuleBase rules() throws IOException {
    Path made = Files.createDirectories(folder.resolve("inline"));
    Files.writeString(
        made.resolve("ruleset.yaml"),
        "name: inline\nversion: 1.0.0\nsdk: 1.0\nlayer: network\nmode: prevent\n");
    Files.writeString(made.resolve("rules.drl"), RULES);
    return RuleBase.load(List.of(made), RuleBase.Settings.DEFAULT).requireSound();
  }

  /** Some connection, no two from one port. */
  private Flow draw(SplittableRandom random, int number) {
    String from =
        one(random, "172.18.0.10", "172.18.0.11", "172.18.0.13", "172.18.0.14", "203.0.113.9");
    String to = one(random, "172.18.0.10", "172.18.0.11", "172.18.0.12", "172.18.0.13", NAMED);
    String port = one(random, "80", "443", "5432");
    Protocol protocol = random.nextInt(20) == 0 ? Protocol.UDP : Protocol.TCP;
    FlowBuilder flow =
        estate.flow(
            "proxy", "e1", from + ":" + (10_000 + number), to + ":" + port, at(2), protocol);
    if (random.nextInt(4) == 0) {
      String name = one(random, "known.example", "other.example", "bank.example");
      flow.tls(Tls.builder().version("1.3").sni(name).build());
    }
    if (random.nextInt(4) == 0) {
      flow.phase(FlowPhase.CLOSE).state(ConnectionState.SF).answered(true);
    }
    return flow.build();
  }

  private static String one(SplittableRandom random, String... of) {
    return of[random.nextInt(of.length)];
  }

  @Test
  void anEdgesStateIsReadAsTheRouteReadsItAndNothingIsWritten() throws IOException {
    RuleBase rules = rules();
    var judge = new InlineJudge(identity, model, rules, InlineSettings.DEFAULT, System::nanoTime);
    List<ModelRecord> before = model.records();
    var random = new SplittableRandom(SEED);
    Map<EdgeState, Integer> states = new EnumMap<>(EdgeState.class);
    Map<Decision, Integer> decisions = new EnumMap<>(Decision.class);
    for (int i = 0; i < CONNECTIONS; i++) {
      Flow asked = draw(random, i);

      Verdict verdict = judge.judge(asked, LONG);

      List<TrackedFlow> seen = new ArrayList<>();
      route.accept(asked, ++order, seen::add);
      TrackedFlow routed = seen.getFirst();
      List<String> found =
          rules.judge(routed).raised().stream().map(ConnectionAnswersTest::message).toList();
      assertEquals(answer(routed, found), verdict.decision() + " " + verdict.reason(), about(i));
      states.merge(routed.edge().state(), 1, Integer::sum);
      decisions.merge(verdict.decision(), 1, Integer::sum);
    }
    for (EdgeState state : EdgeState.values()) {
      assertTrue(states.getOrDefault(state, 0) > 50, states::toString);
    }
    assertTrue(decisions.get(Decision.DENY) > 500, decisions::toString);
    assertEquals(before, model.records());
  }

  private static String message(Raised raised) {
    return raised.finding().message();
  }

  private static String about(int number) {
    return "seed " + SEED + ", connection " + number;
  }

  /** What is to be answered, by what the route found. */
  private static String answer(TrackedFlow routed, List<String> found) {
    EdgeState state = routed.edge().state();
    if (state == EdgeState.UNKNOWN) {
      assertEquals(List.of(), found);
      return "ALLOW ";
    }
    assertEquals(List.of(routed.edge().toString()), found);
    String said = found.getFirst();
    if (state == EdgeState.LEARNED || state == EdgeState.ALLOWED) {
      return "ALLOW " + said;
    }
    return routed.standing().mode() == Mode.PREVENT
        ? "DENY " + said
        : "ALLOW not in mode prevent, else denied: " + said;
  }

  @Test
  void whatIsLearnedOrDeniedMeanwhileHoldsForTheNextAnswer() throws IOException {
    var judge = new InlineJudge(identity, model, rules(), InlineSettings.DEFAULT, System::nanoTime);
    Flow asked = estate.tcp("172.18.0.10:4000", "172.18.0.12:6379", at(2)).build();
    assertEquals(Decision.DENY, judge.judge(asked, LONG).decision());

    learn(estate.tcp("172.18.0.10:4001", "172.18.0.12:6379", at(2)).build());
    assertEquals(Decision.DENY, judge.judge(asked, LONG).decision(), "a candidate is not learned");
    model.graduate();

    assertEquals(Decision.ALLOW, judge.judge(asked, LONG).decision());
  }
}
