package io.ringwall.engine.config;

import io.ringwall.sdk.event.Protocol;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server's port, written {@code 443/tcp}; for ICMP its type: {@code 8/icmp}.
 *
 * @param port 0 to 65535; for {@link Protocol#OTHER} the IP protocol number
 * @param protocol protocol above IP
 */
public record ServerPort(int port, Protocol protocol) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,5})/([a-z0-9]+)");
  private static final Map<String, Protocol> PROTOCOLS =
      Map.of(
          "tcp", Protocol.TCP,
          "udp", Protocol.UDP,
          "sctp", Protocol.SCTP,
          "icmp", Protocol.ICMP,
          "icmpv6", Protocol.ICMPV6,
          "ip", Protocol.OTHER);

  public ServerPort {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port must be 0 to 65535, was " + port);
    }
  }

  /**
   * Reads {@code port/protocol}.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static ServerPort parse(String text) {
    Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches() || !PROTOCOLS.containsKey(matcher.group(2))) {
      throw new IllegalArgumentException(
          "write port/protocol such as 443/tcp; protocols are tcp, udp, sctp, icmp, icmpv6, ip");
    }
    return new ServerPort(
        Integer.parseInt(matcher.group(1)),
        PROTOCOLS.getOrDefault(matcher.group(2), Protocol.UNKNOWN));
  }
}
