package io.ringwall.sdk.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

record FlowData(
    EventHeader header,
    String flowId,
    FlowPhase phase,
    boolean answered,
    Endpoint originator,
    Endpoint responder,
    @Nullable AddressPair original,
    @Nullable AddressPair masqueraded,
    Protocol protocol,
    int protocolNumber,
    @Nullable Integer icmpType,
    @Nullable Integer icmpCode,
    ConnectionState state,
    String history,
    Instant start,
    @Nullable Instant end,
    @Nullable Traffic traffic,
    @Nullable String applicationProtocol,
    IdentifiedBy identifiedBy,
    @Nullable Tls tls,
    @Nullable String httpHost,
    List<Witness> witnesses,
    @Nullable ProcessRef process,
    @Nullable NetworkVerdict networkVerdict,
    List<IpAddress> clientChain,
    boolean sidecar,
    boolean preExisting)
    implements HeaderedEvent, Flow {
  @Override
  public boolean settled() {
    return false;
  }

  @Override
  public boolean unproductive() {
    return false;
  }

  @Override
  public Direction direction() {
    return Direction.UNKNOWN;
  }

  @Override
  public @Nullable EdgeRef edge() {
    return null;
  }
}
