package io.ringwall.sdk.event;

import java.util.Objects;

/**
 * A block of addresses, as in CIDR notation.
 *
 * @param base first address; bits beyond the prefix are zero
 * @param prefix length of the prefix of the 128 bits, 0 to 128 (an IPv4 prefix counts 96 more)
 */
public record AddressBlock(IpAddress base, int prefix) {
  public AddressBlock {
    Objects.requireNonNull(base, "base");
    if (prefix < 0 || prefix > 128) {
      throw new IllegalArgumentException("prefix must be 0 to 128, was " + prefix);
    }
    base = new IpAddress(base.high() & highMask(prefix), base.low() & lowMask(prefix), null);
  }

  /** The block of this address and prefix length, counted as the address's family does. */
  public static AddressBlock of(IpAddress address, int familyPrefix) {
    return new AddressBlock(address, address.isIpv4() ? familyPrefix + 96 : familyPrefix);
  }

  /**
   * Reads {@code address/prefix}; an address alone is a block of one.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static AddressBlock parse(String text) {
    int slash = text.indexOf('/');
    IpAddress address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
    int width = address.isIpv4() ? 32 : 128;
    int prefix = width;
    if (slash >= 0) {
      String digits = text.substring(slash + 1);
      prefix = digits.matches("[0-9]{1,3}") ? Integer.parseInt(digits) : -1;
    }
    if (prefix < 0 || prefix > width) {
      throw new IllegalArgumentException("'" + text + "' is no address block");
    }
    return of(address, prefix);
  }

  private static long highMask(int prefix) {
    return prefix == 0 ? 0 : prefix >= 64 ? -1L : -1L << (64 - prefix);
  }

  private static long lowMask(int prefix) {
    return prefix <= 64 ? 0 : -1L << (128 - prefix);
  }

  /** Does the block hold this address, whatever its zone. */
  public boolean contains(IpAddress address) {
    return (address.high() & highMask(prefix)) == base.high()
        && (address.low() & lowMask(prefix)) == base.low();
  }

  /** CIDR notation, with the prefix length of the address's family. */
  @Override
  public String toString() {
    boolean ipv4 = base.isIpv4() && prefix >= 96;
    return base + "/" + (ipv4 ? prefix - 96 : prefix);
  }
}
