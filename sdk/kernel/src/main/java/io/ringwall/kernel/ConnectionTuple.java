package io.ringwall.kernel;

import java.net.InetAddress;
import java.util.Objects;

/**
 * What the packets of one direction of a connection carry.
 *
 * @param source where they come from
 * @param sourcePort its port; 0 where the protocol has none
 * @param destination where they go
 * @param destinationPort that port; 0 where the protocol has none
 * @param icmpType of ICMP and ICMPv6 the message's type, else -1
 * @param icmpCode of ICMP and ICMPv6 the message's code, else -1
 * @param icmpId of ICMP and ICMPv6 what tells one exchange from others between the same ends, else
 *     -1
 */
public record ConnectionTuple(
    InetAddress source,
    int sourcePort,
    InetAddress destination,
    int destinationPort,
    int icmpType,
    int icmpCode,
    int icmpId) {
  public ConnectionTuple {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(destination, "destination");
  }
}
