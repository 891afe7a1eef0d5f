package io.ringwall.sdk.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

record EndpointData(
    IpAddress address,
    int port,
    @Nullable String mac,
    EndpointKind kind,
    @Nullable Workload workload,
    @Nullable String dnsName,
    List<String> dnsNames,
    @Nullable ServiceRef service)
    implements Endpoint {
  @Override
  public Certainty certainty() {
    return Certainty.UNKNOWN;
  }
}
