package io.ringwall.engine.flows;

import io.ringwall.engine.identity.ResolvedEndpoint;
import io.ringwall.engine.model.Standing;
import io.ringwall.sdk.event.AddressPair;
import io.ringwall.sdk.event.ConnectionState;
import io.ringwall.sdk.event.Direction;
import io.ringwall.sdk.event.EdgeRef;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.IdentifiedBy;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.NetworkVerdict;
import io.ringwall.sdk.event.ProcessRef;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.Tls;
import io.ringwall.sdk.event.Traffic;
import io.ringwall.sdk.event.Witness;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A flow's event as rules see it: of all witnesses, with its ends resolved and its edge looked up.
 * Immutable.
 */
public final class TrackedFlow implements Flow {
  private final @Nullable String id;
  private final String flowId;
  private final boolean begins;
  private final Flow seen;
  private final FlowPhase phase;
  private final boolean settled;
  private final boolean unproductive;
  private final @Nullable Lesson lesson;
  private final Standing standing;
  private final Instant start;
  private final boolean answered;
  private final ResolvedEndpoint originator;
  private final ResolvedEndpoint responder;
  private final ConnectionState state;
  private final String history;
  private final @Nullable Instant end;
  private final @Nullable Traffic traffic;
  private final @Nullable String applicationProtocol;
  private final IdentifiedBy identifiedBy;
  private final @Nullable Tls tls;
  private final @Nullable String httpHost;
  private final @Nullable ProcessRef process;
  private final List<Witness> witnesses;
  private final @Nullable AddressPair original;
  private final @Nullable AddressPair masqueraded;
  private final boolean preExisting;
  private final @Nullable Correction correction;

  /**
   * The flow at this moment.
   *
   * @param id the event's id; null when it is that of what its source said
   * @param seen what its source said, or a snapshot where no source spoke
   * @param correction why it is told anew, or null
   */
  TrackedFlow(
      @Nullable String id,
      Flow seen,
      FlowPhase phase,
      MergedFlow flow,
      Standing standing,
      boolean begins,
      boolean settled,
      @Nullable Lesson lesson,
      @Nullable Correction correction) {
    this.id = id;
    this.begins = begins;
    this.seen = seen;
    this.phase = phase;
    this.settled = settled;
    this.unproductive = settled && flow.unproductive();
    this.lesson = lesson;
    this.standing = standing;
    this.flowId = flow.id();
    this.start = flow.start();
    this.answered = flow.answered();
    this.originator = flow.originator();
    this.responder = flow.responder();
    this.state = flow.state();
    this.history = flow.history();
    this.end = flow.end();
    this.traffic = flow.traffic();
    this.applicationProtocol = flow.applicationProtocol();
    this.identifiedBy = flow.identifiedBy();
    this.tls = flow.tls();
    this.httpHost = flow.httpHost();
    this.process = flow.process();
    this.witnesses = flow.witnesses();
    this.original = flow.original();
    this.masqueraded = flow.masqueraded();
    this.preExisting = flow.preExisting();
    this.correction = correction;
  }

  /**
   * Is this the one event of the flow at which it counts as an observation for learning: its key is
   * final, and it was seen both ways or is an unanswered stream of datagrams.
   */
  public boolean teaches() {
    return lesson != null;
  }

  /** What it teaches at this event; null for nothing. */
  public @Nullable Lesson lesson() {
    return lesson;
  }

  /**
   * Why the flow is told anew: who its ends are became known after it had been judged by a guess,
   * and what was concluded from that is wrong; null for any other event.
   */
  public @Nullable Correction correction() {
    return correction;
  }

  /** Is it the first event of its flow. */
  public boolean begins() {
    return begins;
  }

  /** How the flow stood before the model at this event. */
  public Standing standing() {
    return standing;
  }

  @Override
  public String id() {
    return id == null ? seen.id() : id;
  }

  @Override
  public Instant time() {
    return seen.time();
  }

  @Override
  public Instant observedAt() {
    return seen.observedAt();
  }

  @Override
  public String source() {
    return seen.source();
  }

  @Override
  public String host() {
    return seen.host();
  }

  @Override
  public String epoch() {
    return seen.epoch();
  }

  @Override
  public long sequence() {
    return seen.sequence();
  }

  @Override
  public int ordinal() {
    return seen.ordinal();
  }

  @Override
  public Map<String, Object> attributes() {
    return seen.attributes();
  }

  @Override
  public String flowId() {
    return flowId;
  }

  @Override
  public FlowPhase phase() {
    return phase;
  }

  @Override
  public boolean answered() {
    return answered;
  }

  @Override
  public boolean settled() {
    return settled;
  }

  @Override
  public boolean unproductive() {
    return unproductive;
  }

  @Override
  public ResolvedEndpoint originator() {
    return originator;
  }

  @Override
  public ResolvedEndpoint responder() {
    return responder;
  }

  @Override
  public @Nullable AddressPair original() {
    return original;
  }

  @Override
  public @Nullable AddressPair masqueraded() {
    return masqueraded;
  }

  @Override
  public Protocol protocol() {
    return seen.protocol();
  }

  @Override
  public int protocolNumber() {
    return seen.protocolNumber();
  }

  @Override
  public @Nullable Integer icmpType() {
    return seen.icmpType();
  }

  @Override
  public @Nullable Integer icmpCode() {
    return seen.icmpCode();
  }

  @Override
  public ConnectionState state() {
    return state;
  }

  @Override
  public String history() {
    return history;
  }

  @Override
  public Instant start() {
    return start;
  }

  @Override
  public @Nullable Instant end() {
    return end;
  }

  @Override
  public @Nullable Traffic traffic() {
    return traffic;
  }

  @Override
  public Direction direction() {
    return standing.direction();
  }

  @Override
  public @Nullable String applicationProtocol() {
    return applicationProtocol;
  }

  @Override
  public IdentifiedBy identifiedBy() {
    return identifiedBy;
  }

  @Override
  public @Nullable Tls tls() {
    return tls;
  }

  @Override
  public @Nullable String httpHost() {
    return httpHost;
  }

  @Override
  public List<Witness> witnesses() {
    return witnesses;
  }

  @Override
  public @Nullable ProcessRef process() {
    return process;
  }

  @Override
  public @Nullable NetworkVerdict networkVerdict() {
    return seen.networkVerdict();
  }

  @Override
  public List<IpAddress> clientChain() {
    return seen.clientChain();
  }

  @Override
  public boolean sidecar() {
    return seen.sidecar();
  }

  @Override
  public boolean preExisting() {
    return preExisting;
  }

  @Override
  public EdgeRef edge() {
    return standing.edge();
  }

  @Override
  public String toString() {
    return phase + (settled ? " settled " : " ") + standing.edge().key() + " " + state;
  }
}
