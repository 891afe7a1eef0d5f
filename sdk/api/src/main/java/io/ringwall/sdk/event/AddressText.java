package io.ringwall.sdk.event;

import org.jspecify.annotations.Nullable;

/** Text form of addresses: RFC 4291 in, RFC 5952 out. */
final class AddressText {
  private AddressText() {}

  static IpAddress parse(String text) {
    int percent = text.indexOf('%');
    String zone = percent < 0 ? null : text.substring(percent + 1);
    String plain = percent < 0 ? text : text.substring(0, percent);
    IpAddress address = plain.indexOf(':') < 0 ? ipv4(plain) : ipv6(plain);
    if (address == null || zone != null && zone.isEmpty()) {
      throw new IllegalArgumentException("'" + text + "' is no IP address");
    }
    return zone == null ? address : new IpAddress(address.high(), address.low(), zone);
  }

  private static @Nullable IpAddress ipv4(String text) {
    long bits = ipv4Bits(text);
    return bits < 0 ? null : IpAddress.ofIpv4((int) bits);
  }

  private static long ipv4Bits(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return -1;
    }
    long bits = 0;
    for (String part : parts) {
      int value = number(part, 10, 3);
      if (value < 0 || value > 255) {
        return -1;
      }
      bits = bits << 8 | value;
    }
    return bits;
  }

  private static @Nullable IpAddress ipv6(String text) {
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      return null;
    }
    int[] head = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
    int[] tail = groups(gap < 0 ? "" : text.substring(gap + 2), true);
    if (head == null || tail == null) {
      return null;
    }
    int given = head.length + tail.length;
    if (gap < 0 ? given != 8 : given > 7) {
      return null;
    }
    int[] all = new int[8];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(tail, 0, all, 8 - tail.length, tail.length);
    return new IpAddress(word(all, 0), word(all, 4), null);
  }

  private static int @Nullable [] groups(String text, boolean mayEndInIpv4) {
    if (text.isEmpty()) {
      return new int[0];
    }
    String[] parts = text.split(":", -1);
    String last = parts[parts.length - 1];
    boolean ipv4 = mayEndInIpv4 && last.indexOf('.') >= 0;
    if (parts.length > 8) {
      return null;
    }
    int[] groups = new int[parts.length + (ipv4 ? 1 : 0)];
    for (int i = 0; i < parts.length - (ipv4 ? 1 : 0); i++) {
      groups[i] = number(parts[i], 16, 4);
      if (groups[i] < 0) {
        return null;
      }
    }
    if (ipv4) {
      long bits = ipv4Bits(last);
      if (bits < 0) {
        return null;
      }
      groups[groups.length - 2] = (int) (bits >>> 16);
      groups[groups.length - 1] = (int) bits & 0xffff;
    }
    return groups;
  }

  private static int number(String text, int radix, int maxDigits) {
    if (text.isEmpty() || text.length() > maxDigits) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      int digit = letter < 128 ? Character.digit(letter, radix) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value;
  }

  private static long word(int[] groups, int from) {
    long word = 0;
    for (int i = from; i < from + 4; i++) {
      word = word << 16 | groups[i];
    }
    return word;
  }

  static String print(IpAddress address) {
    StringBuilder text = new StringBuilder(45);
    if (address.isIpv4()) {
      appendIpv4(text, (int) address.low());
    } else {
      appendIpv6(text, address);
    }
    if (address.zone() != null) {
      text.append('%').append(address.zone());
    }
    return text.toString();
  }

  private static void appendIpv4(StringBuilder text, int bits) {
    text.append(bits >>> 24)
        .append('.')
        .append(bits >>> 16 & 0xff)
        .append('.')
        .append(bits >>> 8 & 0xff)
        .append('.')
        .append(bits & 0xff);
  }

  private static void appendIpv6(StringBuilder text, IpAddress address) {
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      long word = i < 4 ? address.high() : address.low();
      groups[i] = (int) (word >>> (48 - 16 * (i & 3))) & 0xffff;
    }
    int gapStart = -1;
    int gapLength = 1;
    for (int i = 0; i < 8; i++) {
      int length = 0;
      while (i + length < 8 && groups[i + length] == 0) {
        length++;
      }
      if (length > gapLength) {
        gapStart = i;
        gapLength = length;
      }
      i += Math.max(0, length - 1);
    }
    for (int i = 0; i < 8; i++) {
      if (i == gapStart) {
        text.append("::");
        i += gapLength - 1;
      } else {
        if (i > 0 && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]));
      }
    }
  }
}
