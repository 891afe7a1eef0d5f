package io.ringwall.plugin.conntrack;

import io.ringwall.kernel.ConnectionTuple;
import io.ringwall.kernel.TrackedConnection;
import io.ringwall.sdk.event.IpAddress;

/**
 * The ends of a connection: who began, with whom it meant to speak, and with whom it does.
 *
 * @param from who began
 * @param fromPort its port; of ICMP the type
 * @param to the address it sent to
 * @param toPort that port; of ICMP the code
 * @param behind who answers there, after translation
 * @param behindPort its port; of ICMP the code
 * @param mask whom that one takes for the originator
 * @param maskPort its port; of ICMP the type
 * @param protocol IP protocol number
 * @param zone what tells connections with the same addresses apart
 */
record Ends(
    IpAddress from,
    int fromPort,
    IpAddress to,
    int toPort,
    IpAddress behind,
    int behindPort,
    IpAddress mask,
    int maskPort,
    int protocol,
    int zone) {
  static Ends of(TrackedConnection connection) {
    ConnectionTuple sent = connection.original();
    ConnectionTuple back = connection.reply();
    boolean icmp = sent.icmpType() >= 0;
    IpAddress to = address(sent.destination());
    IpAddress behind = address(back.source());
    IpAddress from = address(sent.source());
    IpAddress mask = address(back.destination());
    return new Ends(
        from,
        icmp ? sent.icmpType() : sent.sourcePort(),
        to,
        icmp ? sent.icmpCode() : sent.destinationPort(),
        behind.equals(to) ? to : behind,
        icmp ? sent.icmpCode() : back.sourcePort(),
        mask.equals(from) ? from : mask,
        icmp ? sent.icmpType() : back.destinationPort(),
        connection.protocol(),
        connection.zone());
  }

  private static IpAddress address(java.net.InetAddress address) {
    return IpAddress.of(address.getAddress());
  }

  /** Does somebody else answer than was spoken to. */
  boolean translated() {
    return !to.equals(behind) || toPort != behindPort;
  }

  /** Does who answers take somebody else for the originator. */
  boolean masqueraded() {
    return !from.equals(mask) || fromPort != maskPort;
  }

  boolean icmp() {
    return protocol == 1 || protocol == 58;
  }

  /** Names of one link mean nothing without it, and the kernel does not say which it was. */
  boolean linkLocal() {
    return from.isLinkLocal() || to.isLinkLocal();
  }
}
