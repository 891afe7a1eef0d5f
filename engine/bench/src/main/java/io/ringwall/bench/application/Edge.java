package io.ringwall.bench.application;

import io.ringwall.sdk.event.EdgeKey;

/**
 * Who may speak to whom.
 *
 * @param from who begins
 * @param to with whom
 * @param port where, and what is spoken
 * @param shown what the client calls the server where the speech shows it; empty if it does not say
 */
record Edge(End from, End to, Port port, String shown) {
  static Edge of(End from, End to, Port port) {
    return new Edge(from, to, port, to instanceof End.Named(OutsideName name) ? name.name() : "");
  }

  EdgeKey key(String host) {
    return new EdgeKey(from.key(host), to.key(host), port.protocol(), port.number());
  }

  boolean begins(Service service) {
    return from instanceof End.Of(Service own) && own.equals(service);
  }

  boolean isNamed() {
    return to instanceof End.Named;
  }
}
