package io.ringwall.engine.flows;

import io.ringwall.sdk.event.AddressPair;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Protocol;

/** What two witnesses of one connection agree on, seen from its originator. */
final class Tuple {
  private final IpAddress from;
  private final IpAddress to;
  private final int ports;
  private final int protocol;
  private final int hash;

  private Tuple(IpAddress from, int fromPort, IpAddress to, int toPort, int protocol) {
    this.from = from;
    this.to = to;
    this.ports = fromPort << 16 | toPort;
    this.protocol = protocol;
    this.hash = ((from.hashCode() * 31 + to.hashCode()) * 31 + ports) * 31 + protocol;
  }

  static Tuple of(Flow flow) {
    boolean icmp = flow.protocol() == Protocol.ICMP || flow.protocol() == Protocol.ICMPV6;
    Integer type = flow.icmpType();
    Integer code = flow.icmpCode();
    return new Tuple(
        flow.originator().address(),
        icmp && type != null ? type : flow.originator().port(),
        flow.responder().address(),
        icmp && code != null ? code : flow.responder().port(),
        flow.protocolNumber());
  }

  /** What the packets carry that the event tells of. */
  static Tuple seen(Flow flow) {
    AddressPair masqueraded = flow.masqueraded();
    return masqueraded == null ? of(flow) : of(masqueraded, flow.protocolNumber());
  }

  /** What packets carry before they are translated. */
  static Tuple of(AddressPair pair, int protocol) {
    return new Tuple(
        pair.originator(), pair.originatorPort(), pair.responder(), pair.responderPort(), protocol);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tuple tuple
        && hash == tuple.hash
        && ports == tuple.ports
        && protocol == tuple.protocol
        && from.equals(tuple.from)
        && to.equals(tuple.to);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
