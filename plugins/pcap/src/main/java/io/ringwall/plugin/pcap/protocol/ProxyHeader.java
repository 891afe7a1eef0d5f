package io.ringwall.plugin.pcap.protocol;

import io.ringwall.sdk.event.IpAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header that proxies put before a connection (HAProxy, PROXY protocol).
 *
 * @param length its length
 * @param clients the client it names
 */
record ProxyHeader(int length, List<IpAddress> clients) {
  private static final int MAX_TEXT = 107;
  private static final String BINARY = "\r\n\r\n\0\r\nQUIT\n";

  /** Reads the header; null when there is none. */
  static @Nullable ProxyHeader parse(ByteBuffer data, int start, int end) {
    Prefix prefix = new Prefix();
    prefix.add(data, start, Math.min(end - start, 256));
    if (prefix.startsWith("PROXY ")) {
      return text(prefix);
    }
    return prefix.startsWith(BINARY) && prefix.length() >= 16 ? binary(prefix) : null;
  }

  private static @Nullable ProxyHeader text(Prefix prefix) {
    String line =
        new Bytes(ByteBuffer.wrap(prefix.bytes()), 0, prefix.length())
            .text(Math.min(prefix.length(), MAX_TEXT));
    int end = line.indexOf("\r\n");
    if (end < 0) {
      return null;
    }
    String[] parts = line.substring(0, end).split(" ", -1);
    return new ProxyHeader(end + 2, parts.length >= 3 ? address(parts[2]) : List.of());
  }

  private static List<IpAddress> address(String text) {
    try {
      return List.of(IpAddress.parse(text));
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  private static ProxyHeader binary(Prefix prefix) {
    int family = prefix.u8(13) >> 4;
    int length = 16 + prefix.u16(14);
    Bytes bytes = new Bytes(ByteBuffer.wrap(prefix.bytes()), 16, prefix.length());
    byte[] client = bytes.take(family == 1 ? 4 : family == 2 ? 16 : 0);
    boolean named = client.length == 4 || client.length == 16;
    int within = Math.min(length, prefix.length());
    return new ProxyHeader(within, named ? List.of(IpAddress.of(client)) : List.of());
  }
}
