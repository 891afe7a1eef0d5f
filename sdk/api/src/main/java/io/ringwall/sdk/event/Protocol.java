package io.ringwall.sdk.event;

/** Protocol above IP. {@link Flow#protocolNumber()} has the number for those not named here. */
public enum Protocol {
  /** IP protocol 6. */
  TCP,
  /** IP protocol 17. */
  UDP,
  /** IP protocol 1. */
  ICMP,
  /** IP protocol 58. */
  ICMPV6,
  /** IP protocol 132. */
  SCTP,
  /** IP protocol 47. */
  GRE,
  /** IP protocol 50. */
  ESP,
  /**
   * Not above IP: an address resolution request (who-has) and its answer; its protocol number is
   * -1.
   */
  ARP,
  /** Any other IP protocol. */
  OTHER,
  /** The source cannot tell. */
  UNKNOWN
}
