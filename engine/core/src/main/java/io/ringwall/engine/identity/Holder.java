package io.ringwall.engine.identity;

import io.ringwall.sdk.event.Certainty;
import io.ringwall.sdk.event.EndpointKind;
import io.ringwall.sdk.event.ServiceRef;
import org.jspecify.annotations.Nullable;

/**
 * Who an address stands for, at one time.
 *
 * @param holding the hold that says so and may yet prove to have ended before; null for none
 */
record Holder(
    EndpointKind kind,
    Certainty certainty,
    @Nullable KnownWorkload member,
    @Nullable String hostName,
    @Nullable ServiceRef service,
    @Nullable Holding holding) {
  static final Holder EXTERNAL =
      new Holder(EndpointKind.EXTERNAL, Certainty.UNKNOWN, null, null, null, null);
  static final Holder NOBODY =
      new Holder(EndpointKind.WORKLOAD, Certainty.GUESSED, null, null, null, null);

  static Holder container(KnownWorkload member, Certainty certainty) {
    return new Holder(EndpointKind.WORKLOAD, certainty, member, null, null, null);
  }

  static Holder of(Holding holding, Certainty certainty) {
    return new Holder(EndpointKind.WORKLOAD, certainty, holding.member(), null, null, holding);
  }

  static Holder host(String name) {
    return new Holder(EndpointKind.HOST, Certainty.CONFIRMED, null, name, null, null);
  }

  /** Perhaps a container's that shares the host's network: that may yet be told. */
  static Holder perhapsHost(String name) {
    return new Holder(EndpointKind.HOST, Certainty.GUESSED, null, name, null, null);
  }

  static Holder service(ServiceRef service) {
    return new Holder(EndpointKind.SERVICE, Certainty.CONFIRMED, null, null, service, null);
  }

  /** The same, reached by this service. */
  Holder behind(ServiceRef reached) {
    return new Holder(kind, certainty, member, hostName, reached, holding);
  }
}
