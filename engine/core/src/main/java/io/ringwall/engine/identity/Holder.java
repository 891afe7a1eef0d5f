package io.ringwall.engine.identity;

import io.ringwall.sdk.event.Certainty;
import io.ringwall.sdk.event.EndpointKind;
import io.ringwall.sdk.event.ServiceRef;
import org.jspecify.annotations.Nullable;

/** Who an address stands for, at one time. */
record Holder(
    EndpointKind kind,
    Certainty certainty,
    @Nullable KnownWorkload member,
    @Nullable String hostName,
    @Nullable ServiceRef service) {
  static final Holder EXTERNAL =
      new Holder(EndpointKind.EXTERNAL, Certainty.UNKNOWN, null, null, null);
  static final Holder NOBODY =
      new Holder(EndpointKind.WORKLOAD, Certainty.GUESSED, null, null, null);

  static Holder container(KnownWorkload member, Certainty certainty) {
    return new Holder(EndpointKind.WORKLOAD, certainty, member, null, null);
  }

  static Holder host(String name) {
    return new Holder(EndpointKind.HOST, Certainty.CONFIRMED, null, name, null);
  }

  static Holder service(ServiceRef service) {
    return new Holder(EndpointKind.SERVICE, Certainty.CONFIRMED, null, null, service);
  }

  /** The same, reached by this service. */
  Holder behind(ServiceRef reached) {
    return new Holder(kind, certainty, member, hostName, reached);
  }
}
