package io.ringwall.sdk.event;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Flow}; not thread-safe. Setters are named after the accessors they fill. */
public final class FlowBuilder extends EventBuilder<FlowBuilder> {
  private @Nullable String flowId;
  private @Nullable FlowPhase phase;
  private boolean answered = false;
  private @Nullable Endpoint originator;
  private @Nullable Endpoint responder;
  private @Nullable AddressPair original;
  private @Nullable AddressPair masqueraded;
  private @Nullable Protocol protocol;
  private int protocolNumber;
  private @Nullable Integer icmpType;
  private @Nullable Integer icmpCode;
  private ConnectionState state = ConnectionState.UNKNOWN;
  private String history = "";
  private @Nullable Instant start;
  private @Nullable Instant end;
  private @Nullable Traffic traffic;
  private @Nullable String applicationProtocol;
  private IdentifiedBy identifiedBy = IdentifiedBy.UNKNOWN;
  private @Nullable Tls tls;
  private @Nullable String httpHost;
  private List<Witness> witnesses = List.of();
  private @Nullable ProcessRef process;
  private @Nullable NetworkVerdict networkVerdict;
  private List<IpAddress> clientChain = List.of();
  private boolean sidecar = false;
  private boolean preExisting = false;

  FlowBuilder(Origin origin, long sequence, Instant time) {
    super(origin, sequence, time);
  }

  @Override
  FlowBuilder self() {
    return this;
  }

  /** Sets {@link Flow#flowId()}. */
  public FlowBuilder flowId(String flowId) {
    this.flowId = flowId;
    return this;
  }

  /** Sets {@link Flow#phase()}. */
  public FlowBuilder phase(FlowPhase phase) {
    this.phase = phase;
    return this;
  }

  /** Sets {@link Flow#answered()}. */
  public FlowBuilder answered(boolean answered) {
    this.answered = answered;
    return this;
  }

  /** Sets {@link Flow#originator()}. */
  public FlowBuilder originator(Endpoint originator) {
    this.originator = originator;
    return this;
  }

  /** Sets {@link Flow#responder()}. */
  public FlowBuilder responder(Endpoint responder) {
    this.responder = responder;
    return this;
  }

  /** Sets {@link Flow#original()}. */
  public FlowBuilder original(@Nullable AddressPair original) {
    this.original = original;
    return this;
  }

  /** Sets {@link Flow#masqueraded()}. */
  public FlowBuilder masqueraded(@Nullable AddressPair masqueraded) {
    this.masqueraded = masqueraded;
    return this;
  }

  /** Sets {@link Flow#protocol()}. */
  public FlowBuilder protocol(Protocol protocol) {
    this.protocol = protocol;
    return this;
  }

  /** Sets {@link Flow#protocolNumber()}. */
  public FlowBuilder protocolNumber(int protocolNumber) {
    this.protocolNumber = protocolNumber;
    return this;
  }

  /** Sets {@link Flow#icmpType()}. */
  public FlowBuilder icmpType(@Nullable Integer icmpType) {
    this.icmpType = icmpType;
    return this;
  }

  /** Sets {@link Flow#icmpCode()}. */
  public FlowBuilder icmpCode(@Nullable Integer icmpCode) {
    this.icmpCode = icmpCode;
    return this;
  }

  /** Sets {@link Flow#state()}. */
  public FlowBuilder state(ConnectionState state) {
    this.state = state;
    return this;
  }

  /** Sets {@link Flow#history()}. */
  public FlowBuilder history(String history) {
    this.history = history;
    return this;
  }

  /** Sets {@link Flow#start()}. */
  public FlowBuilder start(Instant start) {
    this.start = start;
    return this;
  }

  /** Sets {@link Flow#end()}. */
  public FlowBuilder end(@Nullable Instant end) {
    this.end = end;
    return this;
  }

  /** Sets {@link Flow#traffic()}. */
  public FlowBuilder traffic(@Nullable Traffic traffic) {
    this.traffic = traffic;
    return this;
  }

  /** Sets {@link Flow#applicationProtocol()}. */
  public FlowBuilder applicationProtocol(@Nullable String applicationProtocol) {
    this.applicationProtocol = applicationProtocol;
    return this;
  }

  /** Sets {@link Flow#identifiedBy()}. */
  public FlowBuilder identifiedBy(IdentifiedBy identifiedBy) {
    this.identifiedBy = identifiedBy;
    return this;
  }

  /** Sets {@link Flow#tls()}. */
  public FlowBuilder tls(@Nullable Tls tls) {
    this.tls = tls;
    return this;
  }

  /** Sets {@link Flow#httpHost()}. */
  public FlowBuilder httpHost(@Nullable String httpHost) {
    this.httpHost = httpHost;
    return this;
  }

  /** Sets {@link Flow#witnesses()}. */
  public FlowBuilder witnesses(List<Witness> witnesses) {
    this.witnesses = List.copyOf(witnesses);
    return this;
  }

  /** Sets {@link Flow#process()}. */
  public FlowBuilder process(@Nullable ProcessRef process) {
    this.process = process;
    return this;
  }

  /** Sets {@link Flow#networkVerdict()}. */
  public FlowBuilder networkVerdict(@Nullable NetworkVerdict networkVerdict) {
    this.networkVerdict = networkVerdict;
    return this;
  }

  /** Sets {@link Flow#clientChain()}. */
  public FlowBuilder clientChain(List<IpAddress> clientChain) {
    this.clientChain = List.copyOf(clientChain);
    return this;
  }

  /** Sets {@link Flow#sidecar()}. */
  public FlowBuilder sidecar(boolean sidecar) {
    this.sidecar = sidecar;
    return this;
  }

  /** Sets {@link Flow#preExisting()}. */
  public FlowBuilder preExisting(boolean preExisting) {
    this.preExisting = preExisting;
    return this;
  }

  /**
   * Makes the Flow.
   *
   * @throws NullPointerException when a required part is missing; the message names it
   */
  public Flow build() {
    return new FlowData(
        header(),
        Objects.requireNonNull(flowId, "flowId"),
        Objects.requireNonNull(phase, "phase"),
        answered,
        Objects.requireNonNull(originator, "originator"),
        Objects.requireNonNull(responder, "responder"),
        original,
        masqueraded,
        Objects.requireNonNull(protocol, "protocol"),
        protocolNumber,
        icmpType,
        icmpCode,
        state,
        history,
        Objects.requireNonNull(start, "start"),
        end,
        traffic,
        applicationProtocol,
        identifiedBy,
        tls,
        httpHost,
        witnesses,
        process,
        networkVerdict,
        clientChain,
        sidecar,
        preExisting);
  }
}
