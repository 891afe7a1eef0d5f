package io.ringwall.bench.application;

import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeEndKind;
import io.ringwall.sdk.event.IpAddress;

/** One end of an edge, as it is drawn. */
sealed interface End {
  /** A class of containers. */
  record Of(Service service) implements End {}

  /** The host, reached at the gateway of a network. */
  record Host() implements End {}

  /** Anybody outside; begins only. */
  record Outside() implements End {}

  /** A name, which the originator resolves. */
  record Named(OutsideName name) implements End {}

  /** An address that the originator did not resolve. */
  record At(IpAddress address) implements End {}

  /** The end as the model names it. */
  default EdgeEnd key(String host) {
    return switch (this) {
      case Of(Service service) -> EdgeEnd.of(service.workloadClass());
      case Host() -> EdgeEnd.of(EdgeEndKind.HOST, host);
      case Outside() -> EdgeEnd.OUTSIDE;
      case Named(OutsideName name) -> EdgeEnd.of(EdgeEndKind.NAME, name.name());
      case At(IpAddress address) -> EdgeEnd.of(EdgeEndKind.ADDRESS, address.toString());
    };
  }
}
