package io.ringwall.engine.model;

import static io.ringwall.engine.identity.Estate.at;
import static io.ringwall.engine.identity.Estate.workload;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.config.Configuration.Placed;
import io.ringwall.engine.config.DeclaredEdge;
import io.ringwall.engine.config.DeclaredEnd;
import io.ringwall.engine.config.InlineSettings;
import io.ringwall.engine.config.MetricsSettings;
import io.ringwall.engine.config.ModeEntry;
import io.ringwall.engine.config.ModeEntry.Way;
import io.ringwall.engine.config.ModelSettings;
import io.ringwall.engine.config.PluginAdmission;
import io.ringwall.engine.config.Position;
import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.ServerPort;
import io.ringwall.engine.config.Settings;
import io.ringwall.engine.identity.Estate;
import io.ringwall.engine.identity.Identity;
import io.ringwall.engine.identity.IdentityLimits;
import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.ClassState;
import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.Direction;
import io.ringwall.sdk.event.EdgeEndKind;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.EdgeState;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.ServiceRef;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.finding.Mode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelTest {
  private static final Workload WEB = workload("web-1", "web", "172.18.0.5");
  private static final Workload DB = workload("db-1", "db", "172.18.0.6");
  private static final String WEB_END = "172.18.0.5:40000";
  private static final String DB_END = "172.18.0.6:5432";
  private static final String OUTSIDE = "198.51.100.7:443";
  private static final String STRANGER = "203.0.113.9:40000";

  private final Estate estate = new Estate();
  private final Identity identity = new Identity("h1", IdentityLimits.DEFAULT);
  private final List<Placed<ModeEntry>> modes = new ArrayList<>();
  private final List<Placed<DeclaredEdge>> allowed = new ArrayList<>();
  private final List<Placed<DeclaredEdge>> denied = new ArrayList<>();
  private final List<Declaration> ofRuleSets = new ArrayList<>();
  private Map<String, List<AddressBlock>> blocks = Map.of();
  private @Nullable String shown;
  private boolean settled = true;
  private long order;

  ModelTest() {
    identity.network(
        "shop_default", AddressBlock.parse("172.18.0.0/16"), IpAddress.parse("172.18.0.1"));
    identity.apply(estate.container(ContainerAction.START, WEB, at(0)), ++order);
    identity.apply(estate.container(ContainerAction.START, DB, at(0)), ++order);
  }

  private Model model() {
    Settings settings =
        new Settings(
            0,
            1024,
            Map.of(),
            blocks,
            new ModelSettings(Mode.ALERT, 200_000, 1_000_000, 1_000_000),
            Map.of(),
            Map.of(),
            InlineSettings.DEFAULT,
            MetricsSettings.NONE,
            PluginAdmission.ALL);
    return new Model(new Configuration(settings, modes, allowed, denied), ofRuleSets);
  }

  private Connection connection(String from, String to, Protocol protocol, Instant time) {
    Flow flow = estate.flow("pcap", "e1", from, to, time, protocol).build();
    return new Connection(
        identity.originator(flow, ++order),
        identity.responder(flow, identity.originator(flow, order), order),
        protocol,
        flow.protocolNumber(),
        flow.responder().port(),
        shown,
        settled,
        time);
  }

  private Standing stand(Model model, String from, String to) {
    return model.stand(connection(from, to, Protocol.TCP, at(10)));
  }

  private String key(Model model, String from, String to) {
    return stand(model, from, to).edge().key().toString();
  }

  private EdgeState state(Model model, String from, String to) {
    return stand(model, from, to).edge().state();
  }

  private static void learn(Model model, EdgeKey key) {
    model.observe(key, new ObservedBy("h1", "e1"), Observation.once(at(1)), null);
  }

  private void resolves(String name, String address) {
    identity.apply(estate.dns("172.18.0.5", name, at(1), name + " A " + address), ++order);
  }

  @Test
  void anEdgeRunsFromClassToClassOnTheServersPort() {
    assertEquals("shop/web → shop/db 5432/tcp", key(model(), WEB_END, DB_END));
    assertEquals(Direction.LATERAL, stand(model(), WEB_END, DB_END).direction());
  }

  @Test
  void whatComesFromOutsideIsOneUnlessANamedBlockSplitsIt() {
    assertEquals("outside → shop/web 80/tcp", key(model(), STRANGER, "172.18.0.5:80"));
    blocks =
        Map.of(
            "office", List.of(AddressBlock.parse("203.0.113.0/24")),
            "world", List.of(AddressBlock.parse("0.0.0.0/0")));

    assertEquals("office → shop/web 80/tcp", key(model(), STRANGER, "172.18.0.5:80"));
    assertEquals("world → shop/web 80/tcp", key(model(), OUTSIDE, "172.18.0.5:80"));
    assertEquals(Direction.INBOUND, stand(model(), STRANGER, "172.18.0.5:80").direction());
  }

  @Test
  void theHostIsAnEndOfItsOwn() {
    assertEquals("h1 → shop/db 5432/tcp", key(model(), "172.18.0.1:40000", DB_END));
    assertEquals("shop/web → h1 22/tcp", key(model(), WEB_END, "172.18.0.1:22"));
  }

  @Test
  void aServiceIsTheDestinationBeforeItsTranslation() {
    identity.service(IpAddress.parse("10.96.0.10"), new ServiceRef("shop", "db", 5432));

    assertEquals("shop/web → shop/db 5432/tcp", key(model(), WEB_END, "10.96.0.10:5432"));
    assertEquals(
        EdgeEndKind.SERVICE, stand(model(), WEB_END, "10.96.0.10:5432").edge().key().to().kind());
  }

  @Test
  void aDestinationOutsideIsTheNameThatWasResolvedLastElseTheAddress() {
    assertEquals("shop/web → 198.51.100.7 443/tcp", key(model(), WEB_END, OUTSIDE));
    resolves("a.example", "198.51.100.7");
    resolves("b.example", "198.51.100.7");
    assertEquals("shop/web → b.example 443/tcp", key(model(), WEB_END, OUTSIDE));
    assertEquals(Direction.OUTBOUND, stand(model(), WEB_END, OUTSIDE).direction());
  }

  @Test
  void aNameThatTheClientShowsCountsOnlyIfItsOwnAnswersGaveTheAddress() {
    resolves("a.example", "198.51.100.7");
    resolves("b.example", "198.51.100.7");
    shown = "a.example";
    assertEquals("shop/web → a.example 443/tcp", key(model(), WEB_END, OUTSIDE));
    shown = "bank.example";
    assertEquals("shop/web → b.example 443/tcp", key(model(), WEB_END, OUTSIDE));
  }

  @Test
  void beforeItSettlesAnEdgeIsKnownIfAnyNameMakesItSoAndAfterwardsOnlyByItsOwn() {
    resolves("known.example", "198.51.100.7");
    Model model = model();
    learn(model, stand(model, WEB_END, OUTSIDE).edge().key());
    model.graduate();
    resolves("other.example", "198.51.100.7");

    settled = false;
    assertEquals(EdgeState.LEARNED, state(model, WEB_END, OUTSIDE));
    assertEquals("shop/web → known.example 443/tcp", key(model, WEB_END, OUTSIDE));
    settled = true;
    assertEquals(EdgeState.UNSEEN, state(model, WEB_END, OUTSIDE));
    shown = "known.example";
    assertEquals(EdgeState.LEARNED, state(model, WEB_END, OUTSIDE));
  }

  @Test
  void anAddressThatWasLearnedIsKnownUnderAnyName() {
    Model model = model();
    learn(model, stand(model, WEB_END, OUTSIDE).edge().key());
    model.graduate();
    resolves("new.example", "198.51.100.7");

    assertEquals(EdgeState.LEARNED, state(model, WEB_END, OUTSIDE));
  }

  @Test
  void icmpIsKeyedByItsTypeAndOtherProtocolsByTheirNumber() {
    assertEquals(
        "shop/web → shop/db 8/icmp",
        model()
            .stand(
                new Connection(
                    identity.originator(icmp(), ++order),
                    identity.responder(icmp(), identity.originator(icmp(), order), order),
                    Protocol.ICMP,
                    1,
                    8,
                    null,
                    true,
                    at(10)))
            .edge()
            .key()
            .toString());
    assertEquals(
        99,
        model()
            .stand(connection("172.18.0.5:0", "172.18.0.6:0", Protocol.OTHER, at(10)))
            .edge()
            .key()
            .port());
  }

  private Flow icmp() {
    return estate
        .flow("pcap", "e1", "172.18.0.5:0", "172.18.0.6:0", at(10), Protocol.ICMP)
        .icmpType(8)
        .build();
  }

  @Test
  void housekeepingAndWhatHappensBetweenStrangersIsNoEdge() {
    Model model = model();
    model.phase(Phase.LEARN);

    assertEquals(
        EdgeState.UNKNOWN,
        model
            .stand(connection("172.18.0.5:0", "172.18.0.6:0", Protocol.ARP, at(10)))
            .edge()
            .state());
    Connection solicitation =
        new Connection(
            identity.originator(icmp(), ++order),
            identity.responder(icmp(), identity.originator(icmp(), order), order),
            Protocol.ICMPV6,
            58,
            135,
            null,
            true,
            at(10));
    assertEquals(EdgeState.UNKNOWN, model.stand(solicitation).edge().state());
    assertEquals(EdgeState.UNKNOWN, state(model, STRANGER, OUTSIDE));
    assertEquals(Direction.UNKNOWN, stand(model, STRANGER, OUTSIDE).direction());
    assertEquals(EdgeState.CANDIDATE, state(model, WEB_END, DB_END));
  }

  @Test
  void edgesAreUnknownUntilSomethingWasLearned() {
    Model model = model();
    model.phase(Phase.ALERT);
    assertEquals(EdgeState.UNKNOWN, state(model, WEB_END, DB_END));

    model.phase(Phase.LEARN);
    EdgeKey learned = stand(model, WEB_END, DB_END).edge().key();
    assertEquals(EdgeState.CANDIDATE, state(model, WEB_END, DB_END));
    learn(model, learned);
    assertEquals(EdgeState.CANDIDATE, state(model, WEB_END, DB_END));
    assertEquals(1, model.graduate());
    model.phase(Phase.ALERT);

    assertEquals(EdgeState.LEARNED, state(model, WEB_END, DB_END));
    assertEquals(EdgeState.UNSEEN, state(model, WEB_END, "172.18.0.6:22"));
  }

  private static DeclaredEnd name(String name) {
    return new DeclaredEnd(null, null, null, name, null, null, null, false);
  }

  private static DeclaredEnd block(String block) {
    return new DeclaredEnd(null, null, null, null, AddressBlock.parse(block), null, null, false);
  }

  private static DeclaredEnd image(String namespace, String image) {
    return new DeclaredEnd(namespace, null, image, null, null, null, null, false);
  }

  private static DeclaredEnd service(String namespace, String service) {
    return new DeclaredEnd(namespace, service, null, null, null, null, null, false);
  }

  private static DeclaredEdge declared(DeclaredEnd from, DeclaredEnd to, String... ports) {
    return new DeclaredEdge(
        from,
        to,
        List.of(ports).stream().map(ServerPort::parse).toList(),
        "a reason",
        "ops@example.org",
        null);
  }

  private static final DeclaredEnd FROM_WEB = image("shop", "registry.test/web");

  private static Placed<DeclaredEdge> placed(DeclaredEdge edge) {
    return new Placed<>(edge, new Position("allow.yaml", 1, 1));
  }

  @Test
  void anAllowedNameHoldsForAllContainersOfAnImageOnItsPortsOnly() {
    allowed.add(placed(declared(FROM_WEB, name("verifier.example"), "443/tcp")));
    resolves("verifier.example", "198.51.100.7");
    Model model = model();
    model.graduate();

    assertEquals(EdgeState.ALLOWED, state(model, WEB_END, OUTSIDE));
    assertEquals("a reason", stand(model, WEB_END, OUTSIDE).declaration().edge().reason());
    assertEquals(EdgeState.UNSEEN, state(model, WEB_END, "198.51.100.7:80"));
    assertEquals(EdgeState.UNSEEN, state(model, "172.18.0.6:40000", OUTSIDE));
  }

  @Test
  void anEntryHoldsThroughItsLastDay() {
    DeclaredEdge edge =
        new DeclaredEdge(
            FROM_WEB,
            service("shop", "db"),
            List.of(),
            "a reason",
            "ops",
            LocalDate.parse("2026-03-01"));
    allowed.add(placed(edge));
    Model model = model();
    model.graduate();

    Instant evening = Instant.parse("2026-03-01T23:59:59Z");
    Instant next = Instant.parse("2026-03-02T00:00:00Z");
    assertEquals(
        EdgeState.ALLOWED,
        model.stand(connection(WEB_END, DB_END, Protocol.TCP, evening)).edge().state());
    assertEquals(
        EdgeState.UNSEEN,
        model.stand(connection(WEB_END, DB_END, Protocol.TCP, next)).edge().state());
  }

  @Test
  void originDecidesAndWithinOneOriginAProhibitionWins() {
    DeclaredEdge edge = declared(FROM_WEB, service("shop", "db"));
    Model learned = model();
    learn(learned, stand(learned, WEB_END, DB_END).edge().key());
    learned.graduate();
    assertEquals(EdgeState.LEARNED, state(learned, WEB_END, DB_END));

    ofRuleSets.add(new Declaration(edge, false, Declaration.Origin.RULE_SET));
    assertEquals(EdgeState.ALLOWED, state(model(), WEB_END, DB_END));
    ofRuleSets.add(new Declaration(edge, true, Declaration.Origin.RULE_SET));
    assertEquals(EdgeState.DENIED, state(model(), WEB_END, DB_END));
    allowed.add(placed(edge));
    assertEquals(EdgeState.ALLOWED, state(model(), WEB_END, DB_END));
    denied.add(placed(edge));
    assertEquals(EdgeState.DENIED, state(model(), WEB_END, DB_END));
  }

  @Test
  void aProhibitionOutranksWhatWasLearned() {
    denied.add(placed(declared(FROM_WEB, service("shop", "db"))));
    Model model = model();
    learn(model, stand(model, WEB_END, DB_END).edge().key());
    model.graduate();

    assertEquals(EdgeState.DENIED, state(model, WEB_END, DB_END));
  }

  @Test
  void ofBlocksTheSmallestDecides() {
    denied.add(placed(declared(FROM_WEB, block("198.51.0.0/16"))));
    allowed.add(placed(declared(FROM_WEB, block("198.51.100.0/24"))));
    denied.add(placed(declared(FROM_WEB, block("198.51.100.128/25"))));

    assertEquals(EdgeState.ALLOWED, state(model(), WEB_END, OUTSIDE));
    assertEquals(EdgeState.DENIED, state(model(), WEB_END, "198.51.100.200:443"));
    assertEquals(EdgeState.DENIED, state(model(), WEB_END, "198.51.7.7:443"));
  }

  @Test
  void aNamePatternMatchesSubdomains() {
    allowed.add(placed(declared(FROM_WEB, name("*.Example."))));
    resolves("api.example", "198.51.100.7");

    assertEquals(EdgeState.ALLOWED, state(model(), WEB_END, OUTSIDE));
  }

  private void mode(String scope, @Nullable String image, Mode mode, Way... ways) {
    modes.add(
        new Placed<>(
            new ModeEntry(scope, image, Set.of(ways), mode),
            new Position("modes.yaml", modes.size() + 1, 1)));
  }

  @Test
  void theMostSpecificScopeHolds() {
    mode("*/*", null, Mode.LEARN);
    mode("shop/*", null, Mode.ALERT);
    mode("shop/web", null, Mode.PREVENT);
    mode("shop/web", null, Mode.OFF, Way.OUTBOUND);

    assertEquals(Mode.PREVENT, stand(model(), STRANGER, "172.18.0.5:80").mode());
    assertEquals(Mode.OFF, stand(model(), WEB_END, OUTSIDE).mode());
    assertEquals(Mode.ALERT, stand(model(), "172.18.0.6:40000", OUTSIDE).mode());
  }

  @Test
  void anEastWestEdgeTakesTheStricterModeOfItsTwoEndsAndNamesTheEnd() {
    mode("shop/web", null, Mode.LEARN);
    mode("shop/db", null, Mode.PREVENT);

    Standing standing = stand(model(), WEB_END, DB_END);
    assertEquals(Mode.PREVENT, standing.mode());
    assertEquals("shop/db", standing.decidedBy().toString());
    Standing back = stand(model(), "172.18.0.6:40000", "172.18.0.5:80");
    assertEquals("shop/db", back.decidedBy().toString());
    assertEquals(Mode.LEARN, stand(model(), "172.18.0.1:40000", "172.18.0.5:80").mode());
  }

  @Test
  void twoEquallySpecificScopesAreRefusedWithBothPlaces() {
    mode("shop/*", null, Mode.ALERT);
    mode("*/web", null, Mode.PREVENT);

    RingwallException refused = assertThrows(RingwallException.class, this::model);
    assertEquals(RingwallException.Category.CONFIGURATION, refused.category());
    assertEquals(
        "modes.yaml:2:1: scope '*/web' is as specific as 'shop/*' (modes.yaml:1:1); one of the two"
            + " must be narrower, or a third must say what holds for both",
        refused.sentence());
  }

  @Test
  void aThirdScopeMaySettleWhatTwoLeaveOpen() {
    mode("shop/*", null, Mode.ALERT);
    mode("*/web", null, Mode.PREVENT);
    mode("shop/web", null, Mode.OFF);

    assertEquals(Mode.OFF, stand(model(), WEB_END, OUTSIDE).mode());
  }

  @Test
  void theSameScopeTwiceIsRefusedUnlessTheDirectionsDiffer() {
    mode("shop/*", null, Mode.ALERT, Way.INBOUND);
    mode("shop/*", null, Mode.PREVENT, Way.OUTBOUND);
    assertEquals(Mode.PREVENT, stand(model(), WEB_END, OUTSIDE).mode());

    mode("shop/*", null, Mode.LEARN, Way.OUTBOUND);
    assertThrows(RingwallException.class, this::model);
  }

  @Test
  void anImagePatternNarrowsAScope() {
    mode("shop/*", null, Mode.ALERT);
    mode("shop/*", "registry.test/web:9", Mode.PREVENT);

    assertEquals(Mode.PREVENT, stand(model(), WEB_END, OUTSIDE).mode());
    assertEquals(Mode.ALERT, stand(model(), "172.18.0.6:4", OUTSIDE).mode());
  }

  @Test
  void whatIsOffIsNeitherJudgedNorLearned() {
    mode("shop/web", null, Mode.OFF, Way.OUTBOUND);
    Model model = model();
    model.phase(Phase.LEARN);
    assertEquals(EdgeState.UNKNOWN, state(model, WEB_END, OUTSIDE));
    model.graduate();
    model.phase(Phase.ALERT);

    assertEquals(EdgeState.UNKNOWN, state(model, WEB_END, OUTSIDE));
    assertEquals(EdgeState.UNSEEN, state(model, WEB_END, DB_END));
  }

  @Test
  void anImageIsUnseenInANamespaceUntilItWasLearnedThere() {
    Model model = model();
    var started = estate.container(ContainerAction.START, WEB, at(0));
    assertEquals(ClassState.UNKNOWN, model.classify(started).classState());
    model.phase(Phase.LEARN);
    assertEquals(ClassState.CANDIDATE, model.classify(started).classState());
    model.observe(WEB.workloadClass(), new ObservedBy("h1", "e1"), Observation.once(at(0)));
    model.graduate();
    model.phase(Phase.ALERT);

    assertEquals(ClassState.LEARNED, model.classify(started).classState());
    assertEquals(
        ClassState.UNSEEN,
        model.classify(estate.container(ContainerAction.START, DB, at(0))).classState());
  }

  @Test
  void observationsOfOneEpochAreMergedByMaximumAndThoseOfSeveralSummed() {
    Model model = model();
    EdgeKey key = stand(model, WEB_END, DB_END).edge().key();
    Observation three = new Observation(3, at(1), at(30));
    model.observe(key, new ObservedBy("h1", "e1"), three, "postgresql");
    model.observe(key, new ObservedBy("h1", "e1"), new Observation(2, at(0), at(20)), null);
    model.observe(key, new ObservedBy("h2", "e1"), new Observation(5, at(40), at(50)), null);
    model.observe(key, new ObservedBy("h1", "e1"), three, null);

    KnownEdge known = model.edge(key);
    assertEquals(8, known.count());
    assertEquals(at(0), known.firstSeen());
    assertEquals(at(50), known.lastSeen());
    assertEquals("postgresql", known.applicationProtocol());
  }

  @Test
  void theModelIsRestoredFromItsRecords() {
    resolves("a.example", "198.51.100.7");
    Model model = model();
    for (String to : List.of(DB_END, OUTSIDE, "172.18.0.1:22", "203.0.113.77:25")) {
      learn(model, stand(model, WEB_END, to).edge().key());
    }
    learn(model, stand(model, STRANGER, "172.18.0.5:80").edge().key());
    model.observe(WEB.workloadClass(), new ObservedBy("h1", "e1"), Observation.once(at(0)));
    model.graduate();
    List<ModelRecord> records = model.takeChanges();
    assertEquals(7, records.size());
    assertTrue(model.takeChanges().isEmpty());

    Model restored = model();
    for (ModelRecord record : records) {
      assertTrue(restored.restore(record.kind(), record.version(), record.json()));
    }
    assertTrue(restored.graduated());
    assertEquals(model.edges(), restored.edges());
    assertEquals(EdgeState.LEARNED, state(restored, WEB_END, DB_END));
    assertTrue(restored.takeChanges().isEmpty());
    assertThrows(RingwallException.class, () -> model().restore(ModelRecord.EDGE, 2, "{}"));
    assertThrows(RingwallException.class, () -> model().restore(ModelRecord.EDGE, 1, "{}"));
  }

  @Test
  void anEdgeIsExportedAsALine() {
    Model model = model();
    learn(model, stand(model, WEB_END, DB_END).edge().key());
    model.graduate();

    assertEquals(
        "{\"from\":{\"namespace\":\"shop\",\"service\":\"web\",\"repository\":\"registry.test/web\"},"
            + "\"to\":{\"namespace\":\"shop\",\"service\":\"db\",\"repository\":\"registry.test/db\"},"
            + "\"protocol\":\"TCP\",\"port\":5432,\"state\":\"LEARNED\","
            + "\"firstSeen\":\"2026-03-01T12:00:01Z\",\"lastSeen\":\"2026-03-01T12:00:01Z\","
            + "\"count\":1}",
        model.edges().getFirst().toJson());
  }

  @Test
  void theCandidateNotSeenForLongestGoesWhenThereAreTooMany() {
    Settings settings =
        new Settings(
            0,
            1024,
            Map.of(),
            Map.of(),
            new ModelSettings(Mode.ALERT, 2, 10, 100),
            Map.of(),
            Map.of(),
            InlineSettings.DEFAULT,
            MetricsSettings.NONE,
            PluginAdmission.ALL);
    Model model = new Model(new Configuration(settings, List.of(), List.of(), List.of()));
    EdgeKey first = stand(model, WEB_END, "172.18.0.6:1").edge().key();
    for (int port = 1; port <= 3; port++) {
      EdgeKey key = stand(model, WEB_END, "172.18.0.6:" + port).edge().key();
      model.observe(key, new ObservedBy("h1", "e1"), Observation.once(at(port)), null);
    }

    assertNull(model.edge(first));
    assertEquals(2, model.edges().size());
    assertEquals(1, model.evicted());
  }
}
