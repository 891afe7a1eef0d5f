package io.ringwall.engine.findings;

import io.ringwall.sdk.event.Count;
import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeRef;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.FileRef;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.ProcessRef;
import io.ringwall.sdk.event.Timed;
import io.ringwall.sdk.event.Traffic;
import io.ringwall.sdk.event.Verdict;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.finding.Explanation;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.Mode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One finding as a person reads it: all that rules raised about one thing. */
final class Aggregate extends Open {
  private static final int TARGETS_MAX = 256;
  private static final int MARKS_MAX = 16;
  private static final String BY_FINDING = "finding ";

  private final Knowledge knowledge;
  private final Commands typed;
  private final String origin;
  private final boolean edgeFinding;
  private final Set<String> keys = new LinkedHashSet<>();
  private final EvidenceList evidence;
  private final Set<String> told;
  private final List<Mark> toldUpTo;
  private final List<Mark> counted = new ArrayList<>();
  private final Facts facts = new Facts();
  private final Basis basis = new Basis();
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
  private @Nullable Verdict verdict;
  private @Nullable EdgeRef edge;
  private Mode mode;
  private Instant first;
  private Instant lastSeen;
  private long count;
  private long highest;
  private boolean edgeSettled;
  private boolean spokeBothWays;
  private boolean settled;
  private boolean productive;
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
    this.evidence = new EvidenceList(limits.evidence(), List.of());
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
    this.verdict = finding.verdict();
    this.edge = finding.edge();
    this.host = finding.host();
    this.source = finding.source();
    this.mode = modeOf(raised.on(), knowledge);
    this.first = raised.on() instanceof Count c ? c.firstTime() : raised.on().time();
    this.lastSeen = raised.on().time();
    this.lastBegan = raised.on().time();
    this.told = Set.of();
    this.toldUpTo = List.of();
  }

  /** A finding that an earlier run of the engine emitted, and how far it had counted. */
  Aggregate(
      Finding finding,
      List<Mark> toldUpTo,
      long number,
      Knowledge knowledge,
      Commands typed,
      FindingLimits limits) {
    super(finding.id(), number);
    this.knowledge = knowledge;
    this.typed = typed;
    this.evidence = new EvidenceList(limits.evidence(), finding.evidence());
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
    this.verdict = finding.verdict();
    this.edge = finding.edge();
    this.host = finding.host();
    this.source = finding.source();
    this.mode = finding.mode();
    this.first = finding.firstSeen();
    this.lastSeen = finding.lastSeen();
    this.lastBegan = finding.lastSeen();
    this.count = finding.count();
    this.told = evidence.ids();
    this.toldUpTo = toldUpTo;
    this.counted.addAll(toldUpTo);
    if (finding.explanation() instanceof Explanation why) {
      facts.earlier(why.facts());
    }
    if (responder != null) {
      targets.add(responder.address());
    }
    basis.certain();
    restored(finding);
  }

  /** The finding that suppressed this one, by its id; empty where none did. */
  static String absorberNamedBy(Finding suppressed) {
    String by = suppressed.statusBy();
    return by != null && by.startsWith(BY_FINDING) ? by.substring(BY_FINDING.length()) : "";
  }

  /** Is this an event that the finding already rested on in an earlier run. */
  boolean toldBefore(Timed event) {
    return told.contains(event.id())
        || event instanceof Event one && toldUpTo.stream().anyMatch(mark -> mark.covers(one));
  }

  /** How far streams were counted beyond what the evidence has room for. */
  @Override
  List<Mark> counted() {
    return counted;
  }

  private void mark(Event event) {
    counted.removeIf(mark -> mark.sameStream(event));
    if (counted.size() >= MARKS_MAX) {
      counted.removeFirst();
    }
    counted.add(Mark.at(event));
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
        basis.add(flow);
      }
      case Count counted -> urgent |= counted(counted, now);
      default -> count++;
    }
    if (evidence.isFull() && raised.on() instanceof Event on) {
      mark(on);
    }
    raised.support().forEach(evidence::add);
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
      settled = true;
      productive |= !flow.unproductive();
    }
    if (flow.traffic() instanceof Traffic traffic) {
      spokeBothWays |= traffic.originatorBytes() > 0 && traffic.responderBytes() > 0;
    }
    facts.flow(flow);
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
    if (edge != null) {
      facts.edge(edge);
    }
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

  private boolean counted(Count counted, Naming now) {
    boolean tenfold = counted.value() >= 10 * counted.threshold() && count > 0;
    count += tenfold ? 0 : 1;
    facts.counted(counted);
    if (counted.firstTime().isBefore(first)) {
      first = counted.firstTime();
    }
    boolean higher = counted.value() > highest;
    if (higher && now.ruleId().equals(naming.ruleId())) {
      naming = now;
    }
    highest = Math.max(highest, counted.value());
    counted.samples().forEach(evidence::add);
    return true;
  }

  /** The guess of who this flow's ends are was wrong; true when it rests on nothing else. */
  boolean disproved(String flowId) {
    return basis.disproved(flowId);
  }

  /** Takes in a younger finding that turned out to be about the same. */
  void merge(Aggregate younger) {
    count += younger.count;
    first = younger.first.isBefore(first) ? younger.first : first;
    lastSeen = younger.lastSeen.isAfter(lastSeen) ? younger.lastSeen : lastSeen;
    naming = younger.naming.graver(naming) ? younger.naming : naming;
    targets.addAll(younger.targets);
    spokeBothWays |= younger.spokeBothWays;
    settled |= younger.settled;
    productive |= younger.productive;
    evidence.addAll(younger.evidence);
    basis.addAll(younger.basis);
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
        .verdict(verdict)
        .edge(edge)
        .edgeKnownSince(edge == null ? null : knowledge.knownSince(edge.key()))
        .firstSeen(first)
        .lastSeen(lastSeen)
        .count(count)
        .host(host)
        .source(source)
        .evidence(evidence.all())
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
    List<String> all = facts.with(originator, responder);
    if (edgeFinding && edge != null && !nearestAsked) {
      nearest = knowledge.nearest(edge.key());
      nearestAsked = true;
    }
    boolean empty = all.isEmpty() && naming.expected().isEmpty() && nearest == null;
    return empty ? null : new Explanation(all, naming.expected(), nearest);
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
    return settled && !productive && !spokeBothWays;
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
