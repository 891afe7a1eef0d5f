package io.ringwall.engine.flows;

import io.ringwall.engine.identity.ResolvedEndpoint;
import io.ringwall.engine.model.Connection;
import io.ringwall.sdk.event.AddressPair;
import io.ringwall.sdk.event.Certainty;
import io.ringwall.sdk.event.ConnectionState;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.EndpointKind;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.IdentifiedBy;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.event.ProcessRef;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.Tls;
import io.ringwall.sdk.event.Traffic;
import io.ringwall.sdk.event.Witness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A flow as all its witnesses together saw it by now. Used by one thread. */
final class MergedFlow {
  /** A flow is judged as a whole at this age at the latest (DESIGN, Words). */
  static final Duration SETTLES = Duration.ofSeconds(5);

  /** Fewer unanswered datagrams teach nothing (DESIGN, Learning). */
  private static final int ONE_WAY_DATAGRAMS = 3;

  private Tuple tuple;
  private final String id;
  private final Origin origin;
  private final long sequence;
  private final Protocol protocol;
  private final int protocolNumber;
  private final @Nullable Integer icmpType;
  private final @Nullable Integer icmpCode;
  private final Instant start;
  private ResolvedEndpoint originator;
  private ResolvedEndpoint responder;
  private @Nullable MergedFlow earlier;

  private final Sights sights;
  private @Nullable Tuple before;
  private @Nullable AddressPair original;
  private @Nullable AddressPair masqueraded;
  private final boolean preExisting;
  private List<Witness> witnesses;
  private Instant lastSeen;
  private @Nullable Instant end;
  private @Nullable Traffic traffic;
  private ConnectionState state;
  private String history;
  private @Nullable String applicationProtocol;
  private IdentifiedBy identifiedBy;
  private @Nullable Tls tls;
  private @Nullable String httpHost;
  private @Nullable ProcessRef process;
  private @Nullable String shownName;
  private boolean attempted;
  private boolean established;
  private boolean bothWays;
  private boolean closed;
  private boolean answered;
  private boolean settled;
  private @Nullable Lesson taught;
  private boolean forgotten;
  private boolean absorbed;
  private @Nullable Instant leaves;
  private Instant recalled = Instant.MIN;

  MergedFlow(
      Tuple tuple,
      Flow event,
      Origin origin,
      ResolvedEndpoint originator,
      ResolvedEndpoint responder,
      @Nullable MergedFlow earlier) {
    this.tuple = tuple;
    this.id = event.id();
    this.origin = origin;
    this.sequence = event.sequence();
    this.protocol = event.protocol();
    this.protocolNumber = event.protocolNumber();
    this.icmpType = event.icmpType();
    this.icmpCode = event.icmpCode();
    this.start = event.start();
    this.originator = originator;
    this.responder = responder;
    this.earlier = earlier;
    this.sights = new Sights(event, event.masqueraded() == null ? tuple : Tuple.seen(event));
    this.preExisting = event.preExisting();
    this.witnesses = List.of();
    this.lastSeen = event.time();
    this.state = event.state();
    this.history = event.history();
    this.identifiedBy = event.identifiedBy();
  }

  Tuple tuple() {
    return tuple;
  }

  String id() {
    return id;
  }

  Instant start() {
    return start;
  }

  @Nullable MergedFlow earlier() {
    return earlier;
  }

  /** Lets go of earlier flows with the same 5-tuple. */
  void cut() {
    earlier = null;
  }

  Sight sights() {
    return sights.latest();
  }

  boolean closed() {
    return closed;
  }

  boolean settled() {
    return settled;
  }

  boolean forgotten() {
    return forgotten;
  }

  void forget() {
    forgotten = true;
  }

  /** Did it turn out to be one with another flow, which goes on in its place. */
  boolean absorbed() {
    return absorbed;
  }

  /** When merging ends, once closed. */
  @Nullable Instant leaves() {
    return leaves;
  }

  void leaves(Instant time) {
    leaves = time;
  }

  /**
   * Could this event be another witness's view of this flow.
   *
   * @param seen the ends as the event's source sees them
   * @param skew how far the clocks of two sources may be apart
   */
  boolean mayBeSeenBy(Flow event, Tuple seen, Duration skew) {
    if (!sights.admit(event, seen, closed)) {
      return false;
    }
    if (!closed) {
      return true;
    }
    Instant last = end == null ? lastSeen : end;
    return !event.start().isAfter(sights.have(event) ? last : last.plus(skew));
  }

  /** Does the source use the flow's name again, for another connection. */
  boolean beginsAnew(Flow event) {
    return sights.beginsAnew(event);
  }

  /**
   * Takes in another witness.
   *
   * @return what its source called the flow before, or null
   */
  @Nullable String join(Flow event, Tuple seen) {
    return sights.join(event, seen);
  }

  /**
   * Its ends before translation became known; whoever sees packets there sees this flow.
   *
   * @param pair those ends
   * @param seen what their packets carry
   */
  void translated(AddressPair pair, Tuple seen) {
    original = pair;
    before = seen;
  }

  /** What its packets carry before they are translated; null where they are not. */
  @Nullable Tuple before() {
    return before;
  }

  /**
   * It was followed by its ends before translation; these are the true ones.
   *
   * @param earlierOnes earlier flows between these
   */
  void moves(Tuple to, ResolvedEndpoint trueResponder, @Nullable MergedFlow earlierOnes) {
    tuple = to;
    responder = trueResponder;
    earlier = earlierOnes;
  }

  /** This flow and another were taken for two; the other one is let go. */
  void absorb(MergedFlow other) {
    other.absorbed = true;
    sights.join(other.sights);
    other.witnesses.forEach(this::addWitness);
    Traffic counted = other.traffic;
    if (counted != null) {
      traffic = traffic == null ? counted : traffic.max(counted);
    }
    answered |= other.answered;
    process = process == null ? other.process : process;
    lastSeen = other.lastSeen.isAfter(lastSeen) ? other.lastSeen : lastSeen;
  }

  private void addWitness(Witness witness) {
    if (!witnesses.contains(witness)) {
      List<Witness> all = new ArrayList<>(witnesses);
      all.add(witness);
      witnesses = List.copyOf(all);
    }
  }

  /** Will a witness that tracks the connection still say that it has ended. */
  boolean awaitsEnd() {
    return sights.awaitsEnd();
  }

  /** Takes in an event and says which phase the flow shows by it. */
  FlowPhase hear(Flow event) {
    Sight by = sights.heard(event);
    bothWays |= by != null && !by.tellsPhases() && isBothWays(event);
    if (event.time().isAfter(lastSeen)) {
      lastSeen = event.time();
    }
    if (masqueraded == null) {
      masqueraded = event.masqueraded();
    }
    Traffic seen = event.traffic();
    if (seen != null) {
      traffic = traffic == null ? seen : traffic.max(seen);
    }
    answered |= event.answered();
    boolean vague = state == ConnectionState.UNKNOWN || state == ConnectionState.OTH;
    boolean tells = sights.tells(event, by, changesOnItsWay());
    if (tells || vague && event.state() != ConnectionState.UNKNOWN) {
      state = event.state();
      history = event.history();
    }
    hearWitnesses(event);
    hearApplication(event);
    return phase(event, by);
  }

  /** May packets of its two directions look like two connections. */
  private boolean changesOnItsWay() {
    return original != null || masqueraded != null;
  }

  private void hearWitnesses(Flow event) {
    List<Witness> told = event.witnesses();
    if (told.isEmpty()) {
      told = List.of(new Witness(event.source(), null, null));
    }
    if (witnesses.isEmpty()) {
      witnesses = told;
    } else if (!witnesses.containsAll(told)) {
      told.forEach(this::addWitness);
    }
  }

  private void hearApplication(Flow event) {
    String spoken = event.applicationProtocol();
    boolean better =
        applicationProtocol == null || rank(event.identifiedBy()) >= rank(identifiedBy);
    if (spoken != null && better) {
      applicationProtocol = spoken;
      identifiedBy = event.identifiedBy();
    }
    if (event.tls() != null) {
      tls = event.tls();
    }
    if (httpHost == null) {
      httpHost = event.httpHost();
    }
    if (process == null) {
      process = event.process();
    }
    if (!settled) {
      shownName = shown();
    }
  }

  private static int rank(IdentifiedBy by) {
    return switch (by) {
      case PAYLOAD -> 3;
      case LOG -> 2;
      case PORT -> 1;
      case UNKNOWN -> 0;
    };
  }

  /** A name under Encrypted Client Hello is the provider's, and proves nothing. */
  private @Nullable String shown() {
    String name = tls == null || tls.ech() ? null : tls.sni();
    name = name == null ? httpHost : name;
    if (name != null && responder.dnsNames().contains(name)) {
      responder = responder.reachedBy(name);
    }
    return name;
  }

  private FlowPhase phase(Flow event, @Nullable Sight by) {
    switch (event.phase()) {
      case ATTEMPT -> {
        if (!attempted && !established && !closed) {
          attempted = true;
          return FlowPhase.ATTEMPT;
        }
      }
      case ESTABLISHED -> {
        if (!established && !closed) {
          established = true;
          return FlowPhase.ESTABLISHED;
        }
      }
      case CLOSE -> {
        if (!closed && sights.end(by, changesOnItsWay())) {
          close(event.end() == null ? event.time() : event.end());
          return FlowPhase.CLOSE;
        }
      }
      case UPDATE, UNKNOWN -> {}
    }
    attempted = true;
    return FlowPhase.UPDATE;
  }

  void close(Instant ended) {
    closed = true;
    end = ended;
  }

  /**
   * Is it long ago that it was last noted among those heard of: that costs much, and which one was
   * not heard of for longest need not be known to the second.
   *
   * @param token engine time
   */
  boolean recallsAt(Instant token) {
    if (token.isBefore(recalled.plus(SETTLES))) {
      return false;
    }
    recalled = token;
    return true;
  }

  Instant lastSeen() {
    return lastSeen;
  }

  /** Is it to be judged as a whole now. */
  boolean settlesAt(FlowPhase phase, Instant time) {
    return !settled
        && (answered || phase == FlowPhase.CLOSE || !time.isBefore(start.plus(SETTLES)));
  }

  void settle() {
    settled = true;
  }

  /**
   * Did the responder give nothing by now (facts: "Unproductive"). An originator that was never
   * heard tried nothing: a first SYN-ACK or RST is back-scatter of what somebody sent in its name.
   */
  boolean unproductive() {
    Traffic counted = traffic;
    if (counted == null) {
      return switch (state) {
        case S0, REJ, RSTOS0, SH -> true;
        case UNKNOWN, OTH -> !answered;
        case S1, SF, S2, S3, RSTO, RSTR, RSTRH, SHR -> false;
      };
    }
    if (counted.originatorPackets() == 0) {
      return false;
    }
    return protocol == Protocol.TCP
        ? counted.responderBytes() == 0
        : counted.responderPackets() == 0;
  }

  /** What it teaches, at the moment at which it counts as an observation; once. */
  @Nullable Lesson teachesNow() {
    boolean spoken = established || bothWays || isOneWayStream();
    if (!settled || taught != null || !spoken || !isCertain()) {
      return null;
    }
    taught = new Lesson();
    return taught;
  }

  /**
   * Says a source that tells no phases that both ends spoke. Zeek's S1 and RSTO alone do not prove
   * it: a half-open probe of an open port ends in them.
   */
  private static boolean isBothWays(Flow event) {
    return switch (event.state()) {
      case S1, SF, S2, S3, RSTO, RSTR -> true;
      case OTH, UNKNOWN -> isAnsweredTcp(event);
      default -> false;
    };
  }

  private static boolean isAnsweredTcp(Flow event) {
    Traffic counted = event.traffic();
    return event.protocol() == Protocol.TCP
        && counted != null
        && counted.originatorPackets() > 0
        && counted.responderPackets() > 0;
  }

  /** Datagrams that nobody answers and nobody refuses, as of syslog and statsd. */
  private boolean isOneWayStream() {
    return protocol == Protocol.UDP
        && traffic != null
        && traffic.responderPackets() == 0
        && traffic.originatorPackets() >= ONE_WAY_DATAGRAMS
        && !answered
        && state != ConnectionState.REJ;
  }

  /** Is it only guessed who one of its ends was. */
  boolean guessed() {
    return originator.certainty() == Certainty.GUESSED
        || responder.certainty() == Certainty.GUESSED;
  }

  /** Has one of its ends proved to have left before it began. */
  boolean wasLeft() {
    return originator.wasLeftBy(start) || responder.wasLeftBy(start);
  }

  /**
   * May who sees the process of a socket know better: one of its ends is taken for the host, whose
   * address containers may share, or for who had an address before or after.
   */
  boolean mayBeAnothers() {
    return mayBeAnothers(originator) || mayBeAnothers(responder);
  }

  private static boolean mayBeAnothers(ResolvedEndpoint end) {
    return end.kind() == EndpointKind.HOST
        || end.certainty() == Certainty.GUESSED
        || end.certainty() == Certainty.LATE;
  }

  /** Its ends have become known, or are no longer. */
  void corrected(ResolvedEndpoint trueOriginator, ResolvedEndpoint trueResponder) {
    originator = trueOriginator;
    responder = trueResponder;
    shownName = shown();
  }

  /** What it taught was of another; it may teach anew. */
  void unteach() {
    if (taught != null) {
      taught.withdraw();
      taught = null;
    }
  }

  /** What is only guessed would teach an edge under a wrong name. */
  private boolean isCertain() {
    return !guessed()
        && originator.kind() != EndpointKind.UNKNOWN
        && responder.kind() != EndpointKind.UNKNOWN;
  }

  Connection connection(Instant time) {
    boolean icmp = protocol == Protocol.ICMP || protocol == Protocol.ICMPV6;
    int port = responder.port();
    if (icmp) {
      port = icmpType == null ? 0 : icmpType;
    }
    return new Connection(
        originator, responder, protocol, protocolNumber, port, shownName, settled, time);
  }

  /** An event that no source sent: the flow as it is known by now. */
  Flow snapshot(Instant time) {
    return snapshot(time, originator, responder);
  }

  /** The same, and who its ends are is to be found out. */
  Flow unresolved(Instant time) {
    return snapshot(time, bare(originator), bare(responder));
  }

  private static Endpoint bare(Endpoint end) {
    return Endpoint.builder().address(end.address()).port(end.port()).mac(end.mac()).build();
  }

  private Flow snapshot(Instant time, Endpoint from, Endpoint to) {
    return Flow.builder(origin, sequence, time)
        .flowId(id)
        .phase(FlowPhase.UPDATE)
        .originator(from)
        .responder(to)
        .original(original)
        .protocol(protocol)
        .protocolNumber(protocolNumber)
        .icmpType(icmpType)
        .icmpCode(icmpCode)
        .start(start)
        .build();
  }

  ResolvedEndpoint originator() {
    return originator;
  }

  ResolvedEndpoint responder() {
    return responder;
  }

  List<Witness> witnesses() {
    return witnesses;
  }

  @Nullable Instant end() {
    return end;
  }

  @Nullable Traffic traffic() {
    return traffic;
  }

  ConnectionState state() {
    return state;
  }

  String history() {
    return history;
  }

  @Nullable String applicationProtocol() {
    return applicationProtocol;
  }

  IdentifiedBy identifiedBy() {
    return identifiedBy;
  }

  @Nullable Tls tls() {
    return tls;
  }

  @Nullable String httpHost() {
    return httpHost;
  }

  @Nullable ProcessRef process() {
    return process;
  }

  boolean answered() {
    return answered;
  }

  @Nullable AddressPair original() {
    return original;
  }

  @Nullable AddressPair masqueraded() {
    return masqueraded;
  }

  boolean preExisting() {
    return preExisting;
  }
}
