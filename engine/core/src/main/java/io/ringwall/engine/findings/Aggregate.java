package io.ringwall.engine.findings;

import io.ringwall.sdk.event.Count;
import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeRef;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.FileRef;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.ProcessRef;
import io.ringwall.sdk.event.Timed;
import io.ringwall.sdk.event.Traffic;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.finding.Evidence;
import io.ringwall.sdk.finding.Explanation;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.Mode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One finding as a person reads it: all that rules raised about one thing. */
final class Aggregate extends Open {
  private static final int TARGETS_MAX = 256;
  private static final String BY_FINDING = "finding ";

  private final Knowledge knowledge;
  private final Commands typed;
  private final int evidenceMax;
  private final String origin;
  private final boolean edgeFinding;
  private final Set<String> keys = new LinkedHashSet<>();
  private final Set<String> evidenceIds = new HashSet<>();
  private final List<Evidence> evidence = new ArrayList<>();
  private final Set<String> told;

  /** By rank and kind; the latest of each kind. */
  private final Map<String, String> facts = new TreeMap<>();

  private final Set<IpAddress> targets = new HashSet<>();
  private final String host;
  private final String source;
  private Naming naming;
  private String correlationKey;
  private @Nullable Workload subject;
  private @Nullable Endpoint originator;
  private @Nullable Endpoint responder;
  private @Nullable ProcessRef process;
  private @Nullable FileRef file;
  private @Nullable HttpExchange http;
  private @Nullable EdgeRef edge;
  private Mode mode;
  private Instant first;
  private Instant lastSeen;
  private long count;
  private long highest;
  private boolean edgeSettled;
  private boolean spokeBothWays;
  private boolean gaveNothing;
  private @Nullable Story story;
  private @Nullable Aggregate absorber;
  private @Nullable Aggregate mergedInto;
  private Instant lastBegan;
  private @Nullable String nearest;
  private boolean nearestAsked;

  Aggregate(Raised raised, long number, Knowledge knowledge, Commands typed, FindingLimits limits) {
    Finding finding = raised.finding();
    super(finding.id(), number);
    this.knowledge = knowledge;
    this.typed = typed;
    this.evidenceMax = limits.evidence();
    this.origin = Keys.origin(raised.on());
    this.edgeFinding = raised.restsOnEdgeState() && raised.on() instanceof Flow;
    this.naming = Naming.of(finding);
    this.correlationKey = finding.correlationKey();
    this.subject = finding.subject();
    this.originator = finding.originator();
    this.responder = finding.responder();
    this.process = finding.process();
    this.file = finding.file();
    this.http = finding.http();
    this.edge = finding.edge();
    this.host = finding.host();
    this.source = finding.source();
    this.mode = modeOf(raised.on(), knowledge);
    this.first = raised.on() instanceof Count c ? c.firstTime() : raised.on().time();
    this.lastSeen = raised.on().time();
    this.lastBegan = raised.on().time();
    this.told = Set.of();
  }

  /** A finding that an earlier run of the engine emitted. */
  Aggregate(
      Finding finding, long number, Knowledge knowledge, Commands typed, FindingLimits limits) {
    super(finding.id(), number);
    this.knowledge = knowledge;
    this.typed = typed;
    this.evidenceMax = limits.evidence();
    this.origin = Keys.origin(finding);
    this.edgeFinding = finding.correlationKey().startsWith(Keys.EDGE);
    this.naming = Naming.of(finding);
    this.correlationKey = finding.correlationKey();
    this.subject = finding.subject();
    this.originator = finding.originator();
    this.responder = finding.responder();
    this.process = finding.process();
    this.file = finding.file();
    this.http = finding.http();
    this.edge = finding.edge();
    this.host = finding.host();
    this.source = finding.source();
    this.mode = finding.mode();
    this.first = finding.firstSeen();
    this.lastSeen = finding.lastSeen();
    this.lastBegan = finding.lastSeen();
    this.count = finding.count();
    finding.evidence().forEach(this::evidence);
    this.told = Set.copyOf(evidenceIds);
    if (finding.explanation() instanceof Explanation why) {
      why.facts().forEach(fact -> facts.put("0 " + facts.size(), fact));
    }
    if (responder != null) {
      targets.add(responder.address());
    }
    restored(finding);
  }

  /** The finding that suppressed this one, by its id; empty where none did. */
  static String absorberNamedBy(Finding suppressed) {
    String by = suppressed.statusBy();
    return by != null && by.startsWith(BY_FINDING) ? by.substring(BY_FINDING.length()) : "";
  }

  /** Is this an event that the finding already rested on in an earlier run. */
  boolean toldBefore(Timed event) {
    return told.contains(event.id());
  }

  private static Mode modeOf(Timed on, Knowledge knowledge) {
    return switch (on) {
      case Flow flow -> knowledge.mode(flow);
      case Count counted -> modeOf(counted.lastEvent(), knowledge);
      case Finding finding -> finding.mode();
      default -> Mode.ALERT;
    };
  }

  /**
   * Takes in what a rule raised.
   *
   * @param newFlow false when an event of this flow was counted here before
   * @return is it worth telling at once
   */
  boolean add(Raised raised, boolean newFlow) {
    boolean urgent = count == 0;
    Naming now = Naming.of(raised.finding());
    if (now.graver(naming)) {
      naming = now;
      urgent = true;
    }
    switch (raised.on()) {
      case Flow flow -> {
        count += newFlow ? 1 : 0;
        urgent |= flow(flow, now);
      }
      case Count counted -> urgent |= counted(counted, now);
      default -> count++;
    }
    for (Timed support : raised.support()) {
      evidence(support);
    }
    if (raised.on().time().isAfter(lastSeen)) {
      lastSeen = raised.on().time();
    }
    Mode ruleMode = raised.rule().mode();
    mode = mode.compareTo(ruleMode) > 0 ? ruleMode : mode;
    return urgent;
  }

  private boolean flow(Flow flow, Naming now) {
    lastBegan = flow.start();
    if (targets.size() < TARGETS_MAX) {
      targets.add(flow.responder().address());
    }
    if (flow.settled()) {
      gaveNothing = flow.unproductive() && !spokeBothWays;
    }
    if (flow.traffic() instanceof Traffic traffic) {
      spokeBothWays |= traffic.originatorBytes() > 0 && traffic.responderBytes() > 0;
      gaveNothing &= !spokeBothWays;
      facts.put(
          "3 traffic", "last connection: " + flow.state() + ", " + Summaries.traffic(traffic));
    }
    if (flow.applicationProtocol() != null) {
      facts.put(
          "2 protocol",
          "port "
              + flow.responder().port()
              + " spoke "
              + flow.applicationProtocol()
              + " (known by its "
              + flow.identifiedBy().name().toLowerCase(java.util.Locale.ROOT)
              + ")");
    }
    if (process == null && flow.process() != null) {
      process = flow.process();
    }
    EdgeRef seen = flow.edge();
    boolean better = seen != null && (edge == null || better(seen, edge, flow.settled()));
    if (better && seen != null) {
      edge = seen;
      responder = flow.responder();
      edgeSettled |= flow.settled();
      nearestAsked = false;
      if (now.ruleId().equals(naming.ruleId())) {
        naming = now;
      }
    } else if (flow.settled()
        && seen != null
        && seen.key().equals(edge == null ? null : edge.key())) {
      edgeSettled = true;
    }
    edgeFact();
    return better;
  }

  /** Does the first edge say more than the second: a name more than an address. */
  private boolean better(EdgeRef one, EdgeRef other, boolean settled) {
    if (one.key().equals(other.key())) {
      return one.state() != other.state() && settled;
    }
    int order = one.key().to().kind().compareTo(other.key().to().kind());
    return order < 0 || order == 0 && settled && !edgeSettled;
  }

  private void edgeFact() {
    if (edge == null) {
      return;
    }
    String what =
        switch (edge.state()) {
          case UNSEEN -> " was never learned nor allowed";
          case DENIED -> " is denied";
          default -> " is " + edge.state().name().toLowerCase(java.util.Locale.ROOT);
        };
    facts.put("1 edge", edge.key() + what);
  }

  private boolean counted(Count counted, Naming now) {
    boolean tenfold = counted.value() >= 10 * counted.threshold() && count > 0;
    count += tenfold ? 0 : 1;
    facts.put(
        "4 count " + counted.of() + " " + counted.reached(),
        counted.of()
            + " reached "
            + counted.value()
            + " within "
            + Summaries.seconds(counted)
            + "; it is told from "
            + counted.threshold());
    if (counted.firstTime().isBefore(first)) {
      first = counted.firstTime();
    }
    boolean higher = counted.value() > highest;
    if (higher && now.ruleId().equals(naming.ruleId())) {
      naming = now;
    }
    highest = Math.max(highest, counted.value());
    counted.samples().forEach(this::evidence);
    return true;
  }

  private void evidence(Timed event) {
    if (evidence.size() < evidenceMax && !evidenceIds.contains(event.id())) {
      evidence(Summaries.evidence(event));
    }
  }

  private void evidence(Evidence found) {
    evidenceIds.add(found.eventId());
    evidence.add(found);
  }

  /** Takes in a younger finding that turned out to be about the same. */
  void merge(Aggregate younger) {
    count += younger.count;
    first = younger.first.isBefore(first) ? younger.first : first;
    lastSeen = younger.lastSeen.isAfter(lastSeen) ? younger.lastSeen : lastSeen;
    naming = younger.naming.graver(naming) ? younger.naming : naming;
    targets.addAll(younger.targets);
    spokeBothWays |= younger.spokeBothWays;
    gaveNothing &= younger.gaveNothing;
    for (Evidence found : younger.evidence) {
      if (evidence.size() < evidenceMax && !evidenceIds.contains(found.eventId())) {
        evidence(found);
      }
    }
    keys.addAll(younger.keys);
  }

  @Override
  Finding snapshot(int revision) {
    return Finding.builder()
        .id(id())
        .revision(revision)
        .correlationKey(correlationKey)
        .incidentId(story == null ? null : story.id())
        .ruleId(naming.ruleId())
        .ruleSet(naming.ruleSet())
        .ruleSetVersion(naming.ruleSetVersion())
        .layer(naming.layer())
        .title(naming.title())
        .message(naming.message())
        .references(naming.references())
        .tags(naming.tags())
        .severity(naming.severity())
        .confidence(naming.confidence())
        .attack(naming.attack())
        .subject(subject)
        .originator(originator)
        .responder(responder)
        .process(process)
        .commands(commands())
        .file(file)
        .http(http)
        .edge(edge)
        .edgeKnownSince(edge == null ? null : knowledge.knownSince(edge.key()))
        .firstSeen(first)
        .lastSeen(lastSeen)
        .count(count)
        .host(host)
        .source(source)
        .evidence(evidence)
        .mode(mode)
        .explanation(explanation())
        .status(status(absorber != null))
        .statusBy(absorber == null ? null : BY_FINDING + resolved().id())
        .withdrawal(withdrawal())
        .build();
  }

  private List<String> commands() {
    return subject == null ? List.of() : Commands.texts(typed.of(subject.containerId()));
  }

  private @Nullable Explanation explanation() {
    List<String> all = new ArrayList<>();
    if (originator != null && originator.workload() instanceof Workload from) {
      all.add(held(originator, from));
    }
    if (responder != null && responder.workload() instanceof Workload to) {
      all.add(held(responder, to));
    }
    facts.values().stream().distinct().forEach(all::add);
    if (edgeFinding && edge != null && !nearestAsked) {
      nearest = knowledge.nearest(edge.key());
      nearestAsked = true;
    }
    boolean empty = all.isEmpty() && naming.expected().isEmpty() && nearest == null;
    return empty ? null : new Explanation(all, naming.expected(), nearest);
  }

  private static String held(Endpoint end, Workload workload) {
    String how =
        switch (end.certainty()) {
          case CONFIRMED -> "known before the packet";
          case LATE -> "known within a second after the packet";
          case GUESSED -> "a guess";
          case UNKNOWN -> "certainty unknown";
        };
    return end.address() + " was container " + workload.name() + " (" + how + ")";
  }

  String origin() {
    return origin;
  }

  @Nullable Workload subject() {
    return subject;
  }

  @Nullable Endpoint responder() {
    return responder;
  }

  String host() {
    return host;
  }

  Naming naming() {
    return naming;
  }

  Instant first() {
    return first;
  }

  @Override
  Instant lastSeen() {
    return lastSeen;
  }

  Mode mode() {
    return mode;
  }

  Set<String> keys() {
    return keys;
  }

  boolean edgeFinding() {
    return edgeFinding;
  }

  boolean spokeBothWays() {
    return spokeBothWays;
  }

  boolean gaveNothing() {
    return gaveNothing;
  }

  Set<IpAddress> targets() {
    return targets;
  }

  @Nullable EdgeEnd target() {
    return edge == null ? null : edge.key().to();
  }

  /** A scan goes on as long as its container tries further targets. */
  void goesOnUntil(Instant time) {
    lastSeen = time.isAfter(lastSeen) ? time : lastSeen;
  }

  void correlationKey(String key) {
    correlationKey = key;
  }

  @Nullable Story story() {
    return story;
  }

  void story(@Nullable Story story) {
    this.story = story;
  }

  @Nullable Aggregate absorber() {
    return absorber;
  }

  void absorber(@Nullable Aggregate absorber) {
    this.absorber = absorber;
  }

  /** When the latest flow of an edge finding began. */
  Instant lastBegan() {
    return lastBegan;
  }

  @Nullable Aggregate mergedInto() {
    return mergedInto;
  }

  void mergedInto(Aggregate older) {
    this.mergedInto = older;
    this.absorber = older;
  }

  /** The finding that stands for this one. */
  Aggregate resolved() {
    Aggregate stands = this;
    while (stands.absorber != null) {
      stands = stands.absorber;
    }
    return stands;
  }
}
