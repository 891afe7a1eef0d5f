package io.ringwall.plugin.pcap.protocol;

import io.ringwall.sdk.event.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Header fields of one HTTP message; the first of several equal names counts. */
final class HttpFields {
  private static final int MAX_FIELDS = 128;
  private static final int MAX_VALUE = 4_096;
  private static final int MAX_CHAIN = 16;

  private final Map<String, String> fields = new LinkedHashMap<>();

  /**
   * Adds the field that stands on one line of a head, if it is wanted.
   *
   * @param wanted names in lower case
   */
  void addLine(String head, int start, int end, String[] wanted) {
    int colon = head.indexOf(':', start, end);
    if (colon <= start) {
      return;
    }
    int from = start;
    int to = colon;
    while (from < to && Character.isWhitespace(head.charAt(from))) {
      from++;
    }
    while (to > from && Character.isWhitespace(head.charAt(to - 1))) {
      to--;
    }
    if (isWanted(head, from, to, wanted)) {
      add(head.substring(from, to), head.substring(colon + 1, end).strip());
    }
  }

  private static boolean isWanted(String head, int start, int end, String[] wanted) {
    for (String name : wanted) {
      if (name.length() == end - start && head.regionMatches(true, start, name, 0, end - start)) {
        return true;
      }
    }
    return false;
  }

  void add(String name, String value) {
    if (fields.size() < MAX_FIELDS) {
      fields.putIfAbsent(name.toLowerCase(Locale.ROOT), Text.limited(value, MAX_VALUE));
    }
  }

  @Nullable String get(String name) {
    return fields.get(name);
  }

  boolean has(String name, String part) {
    String value = fields.get(name);
    return value != null && value.toLowerCase(Locale.ROOT).contains(part);
  }

  /** A field as a number; -1 when it is absent or none. */
  long number(String name) {
    String value = fields.get(name);
    if (value == null || value.isEmpty() || value.length() > 18) {
      return -1;
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < '0' || value.charAt(i) > '9') {
        return -1;
      }
    }
    return Long.parseLong(value);
  }

  /** The fields that are to be kept. */
  Map<String, String> kept(HeaderPolicy policy) {
    Map<String, String> kept = new LinkedHashMap<>(fields);
    kept.keySet().retainAll(policy.names());
    return kept;
  }

  /** Addresses of X-Forwarded-For, nearest first; what is no address is left out. */
  List<IpAddress> forwardedFor() {
    String value = fields.get("x-forwarded-for");
    if (value == null) {
      return List.of();
    }
    List<IpAddress> chain = new ArrayList<>();
    String[] parts = value.split(",", MAX_CHAIN + 1);
    for (int i = Math.min(parts.length, MAX_CHAIN) - 1; i >= 0; i--) {
      addAddress(chain, parts[i].strip());
    }
    return chain;
  }

  private static void addAddress(List<IpAddress> chain, String text) {
    String bare = withoutPort(text);
    if (bare.isEmpty()) {
      return;
    }
    try {
      chain.add(IpAddress.parse(bare));
    } catch (IllegalArgumentException e) {
      // "unknown" and obfuscated names are allowed there (RFC 7239, 6)
    }
  }

  /** Host without port and brackets, lower-case. */
  static String host(String authority) {
    String host = Text.printable(Text.limited(authority.strip(), 255)).toLowerCase(Locale.ROOT);
    return withoutPort(host.substring(host.lastIndexOf('@') + 1));
  }

  private static String withoutPort(String text) {
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      return end < 0 ? text.substring(1) : text.substring(1, end);
    }
    int colon = text.indexOf(':');
    boolean single = colon >= 0 && text.indexOf(':', colon + 1) < 0;
    return single ? text.substring(0, colon) : text;
  }
}
