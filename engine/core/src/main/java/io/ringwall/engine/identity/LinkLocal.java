package io.ringwall.engine.identity;

import io.ringwall.sdk.event.IpAddress;
import org.jspecify.annotations.Nullable;

/** Link-local addresses as interfaces make them by themselves. */
final class LinkLocal {
  private LinkLocal() {}

  /** The address of RFC 4291, appendix A, for this hardware address; null where it is none. */
  static @Nullable IpAddress of(@Nullable String mac) {
    if (mac == null) {
      return null;
    }
    String[] parts = mac.split(":", -1);
    if (parts.length != 6) {
      return null;
    }
    long low = 0;
    for (int i = 0; i < parts.length; i++) {
      int octet;
      try {
        octet = Integer.parseInt(parts[i], 16);
      } catch (NumberFormatException e) {
        return null;
      }
      low = low << 8 | (i == 0 ? octet ^ 2 : octet) & 0xff;
      if (i == 2) {
        low = low << 16 | 0xfffe;
      }
    }
    return new IpAddress(0xfe80L << 48, low);
  }
}
