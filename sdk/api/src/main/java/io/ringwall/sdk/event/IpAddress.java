package io.ringwall.sdk.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An IP address of 128 bits; IPv4 is mapped (RFC 4291, 2.5.5.2). A link-local address has the
 * interface it belongs to as its zone. Never asks a resolver.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 * @param zone interface of a link-local address, else absent
 */
public record IpAddress(long high, long low, @Nullable String zone)
    implements Comparable<IpAddress> {
  private static final long MAPPED = 0x0000_ffffL << 32;

  /** The address without zone. */
  public IpAddress(long high, long low) {
    this(high, low, null);
  }

  /** The IPv4 address of these 32 bits. */
  public static IpAddress ofIpv4(int bits) {
    return new IpAddress(0, MAPPED | (bits & 0xffff_ffffL), null);
  }

  /**
   * The address of these 4 or 16 bytes, in network order.
   *
   * @throws IllegalArgumentException for any other number of bytes
   */
  public static IpAddress of(byte[] bytes) {
    if (bytes.length == 4) {
      return ofIpv4((int) word(bytes, 0, 4));
    }
    if (bytes.length == 16) {
      return new IpAddress(word(bytes, 0, 8), word(bytes, 8, 8), null);
    }
    throw new IllegalArgumentException("an address has 4 or 16 bytes, was " + bytes.length);
  }

  /**
   * Reads an address as text: IPv4 in dotted form, or any form of RFC 4291 with an optional {@code
   * %zone}.
   *
   * @throws IllegalArgumentException when it is neither; names are not resolved
   */
  public static IpAddress parse(String text) {
    return AddressText.parse(text);
  }

  private static long word(byte[] bytes, int offset, int length) {
    long word = 0;
    for (int i = 0; i < length; i++) {
      word = (word << 8) | (bytes[offset + i] & 0xff);
    }
    return word;
  }

  /** Is it an IPv4 address. */
  public boolean isIpv4() {
    return high == 0 && low >>> 32 == 0xffffL;
  }

  /** Loopback: 127.0.0.0/8 or ::1. */
  public boolean isLoopback() {
    return isIpv4() ? octet(0) == 127 : high == 0 && low == 1;
  }

  /** Link-local: 169.254.0.0/16 or fe80::/10. */
  public boolean isLinkLocal() {
    return isIpv4() ? octet(0) == 169 && octet(1) == 254 : high >>> 54 == 0x3fa;
  }

  /** Multicast, or IPv4's limited broadcast. */
  public boolean isMulticast() {
    return isIpv4() ? octet(0) >>> 4 == 0xe || (int) low == -1 : high >>> 56 == 0xff;
  }

  /** All bits zero: 0.0.0.0 or ::. */
  public boolean isUnspecified() {
    return high == 0 && (low == 0 || low == MAPPED);
  }

  /**
   * Is it meant for the public Internet: none of private (RFC 1918, RFC 4193), shared (RFC 6598),
   * loopback, link-local, multicast, unspecified, or reserved (240.0.0.0/4).
   */
  public boolean isGlobal() {
    if (isLoopback() || isLinkLocal() || isMulticast() || isUnspecified()) {
      return false;
    }
    if (!isIpv4()) {
      return high >>> 57 != 0x7e;
    }
    int first = octet(0);
    int second = octet(1);
    return first != 0
        && first != 10
        && !(first == 172 && second >>> 4 == 1)
        && !(first == 192 && second == 168)
        && !(first == 100 && second >>> 6 == 1)
        && first < 240;
  }

  private int octet(int index) {
    return (int) (low >>> (24 - 8 * index)) & 0xff;
  }

  /** 4 bytes for IPv4, else 16, in network order. */
  public byte[] toBytes() {
    byte[] bytes = new byte[isIpv4() ? 4 : 16];
    for (int i = 0; i < bytes.length; i++) {
      int shift = 8 * (bytes.length - 1 - i);
      bytes[i] = (byte) (shift < 64 ? low >>> shift : high >>> (shift - 64));
    }
    return bytes;
  }

  // Written out: addresses are looked up all the time, and a record's own goes by method handles.
  @Override
  public int hashCode() {
    return (Long.hashCode(high) * 31 + Long.hashCode(low)) * 31
        + (zone == null ? 0 : zone.hashCode());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IpAddress address
        && low == address.low
        && high == address.high
        && Objects.equals(zone, address.zone);
  }

  @Override
  public int compareTo(IpAddress other) {
    int order = Long.compareUnsigned(high, other.high);
    if (order == 0) {
      order = Long.compareUnsigned(low, other.low);
    }
    if (order == 0) {
      order = (zone == null ? "" : zone).compareTo(other.zone == null ? "" : other.zone);
    }
    return order;
  }

  /** Canonical text (RFC 5952), IPv4 dotted, followed by {@code %zone} where there is one. */
  @Override
  public String toString() {
    return AddressText.print(this);
  }
}
