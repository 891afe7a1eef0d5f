package io.ringwall.plugin.pcap.packet;

/** IP protocol numbers (IANA), and one of our own for ARP, which has none. */
public final class IpProtocol {
  /** IPv6 hop-by-hop options. */
  public static final int HOP_BY_HOP = 0;

  /** ICMP. */
  public static final int ICMP = 1;

  /** IPv4 inside IP. */
  public static final int IPV4 = 4;

  /** TCP. */
  public static final int TCP = 6;

  /** UDP. */
  public static final int UDP = 17;

  /** DCCP. */
  public static final int DCCP = 33;

  /** IPv6 inside IP. */
  public static final int IPV6 = 41;

  /** IPv6 routing header. */
  public static final int ROUTING = 43;

  /** IPv6 fragment header. */
  public static final int FRAGMENT = 44;

  /** GRE. */
  public static final int GRE = 47;

  /** ESP. */
  public static final int ESP = 50;

  /** Authentication header. */
  public static final int AUTHENTICATION = 51;

  /** ICMPv6. */
  public static final int ICMPV6 = 58;

  /** IPv6 destination options. */
  public static final int DESTINATION_OPTIONS = 60;

  /** SCTP. */
  public static final int SCTP = 132;

  /** IPv6 mobility header. */
  public static final int MOBILITY = 135;

  /** UDP-Lite. */
  public static final int UDP_LITE = 136;

  /** Host identity protocol. */
  public static final int HIP = 139;

  /** Shim6. */
  public static final int SHIM6 = 140;

  /** Address resolution: no IP protocol, beyond their range. */
  public static final int ARP = 256;

  private IpProtocol() {}
}
