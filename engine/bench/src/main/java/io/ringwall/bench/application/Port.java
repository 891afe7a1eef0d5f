package io.ringwall.bench.application;

import io.ringwall.bench.packet.IcmpTalk;
import io.ringwall.bench.packet.Speech;
import io.ringwall.sdk.event.Protocol;

/**
 * A port, and what is spoken there.
 *
 * @param protocol protocol above IP
 * @param number its number; of ICMP the type
 * @param speech what is spoken
 */
record Port(Protocol protocol, int number, Speech speech) {
  static Port tcp(int number, Speech speech) {
    return new Port(Protocol.TCP, number, speech);
  }

  static Port udp(int number, Speech speech) {
    return new Port(Protocol.UDP, number, speech);
  }

  static Port echo(boolean family4) {
    return new Port(
        family4 ? Protocol.ICMP : Protocol.ICMPV6, IcmpTalk.echoType(family4), Speech.ECHO);
  }

  boolean isTcp() {
    return protocol == Protocol.TCP;
  }

  boolean isUdp() {
    return protocol == Protocol.UDP;
  }

  boolean isEcho() {
    return speech == Speech.ECHO;
  }

  /** Can it be reached over this family of addresses. */
  boolean runsOver(boolean family4) {
    return !isEcho() || (protocol == Protocol.ICMP) == family4;
  }
}
