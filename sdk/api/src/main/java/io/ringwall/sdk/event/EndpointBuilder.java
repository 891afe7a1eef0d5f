package io.ringwall.sdk.event;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Endpoint}; not thread-safe. Setters are named after the accessors they fill. */
public final class EndpointBuilder {
  private @Nullable IpAddress address;
  private int port = 0;
  private @Nullable String mac;
  private EndpointKind kind = EndpointKind.UNKNOWN;
  private @Nullable Workload workload;
  private @Nullable String dnsName;
  private List<String> dnsNames = List.of();
  private @Nullable ServiceRef service;

  EndpointBuilder() {}

  /** Sets {@link Endpoint#address()}. */
  public EndpointBuilder address(IpAddress address) {
    this.address = address;
    return this;
  }

  /** Sets {@link Endpoint#port()}. */
  public EndpointBuilder port(int port) {
    this.port = port;
    return this;
  }

  /** Sets {@link Endpoint#mac()}. */
  public EndpointBuilder mac(@Nullable String mac) {
    this.mac = mac;
    return this;
  }

  /** Sets {@link Endpoint#kind()}. */
  public EndpointBuilder kind(EndpointKind kind) {
    this.kind = kind;
    return this;
  }

  /** Sets {@link Endpoint#workload()}. */
  public EndpointBuilder workload(@Nullable Workload workload) {
    this.workload = workload;
    return this;
  }

  /** Sets {@link Endpoint#dnsName()}. */
  public EndpointBuilder dnsName(@Nullable String dnsName) {
    this.dnsName = dnsName;
    return this;
  }

  /** Sets {@link Endpoint#dnsNames()}. */
  public EndpointBuilder dnsNames(List<String> dnsNames) {
    this.dnsNames = List.copyOf(dnsNames);
    return this;
  }

  /** Sets {@link Endpoint#service()}. */
  public EndpointBuilder service(@Nullable ServiceRef service) {
    this.service = service;
    return this;
  }

  /**
   * Makes the Endpoint.
   *
   * @throws NullPointerException when a required part is missing; the message names it
   */
  public Endpoint build() {
    return new EndpointData(
        Objects.requireNonNull(address, "address"),
        port,
        mac,
        kind,
        workload,
        dnsName,
        dnsNames,
        service);
  }
}
