package io.ringwall.plugin.pcap;

import io.ringwall.plugin.pcap.packet.Packet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hardware addresses as text; the same text for the same address, since there are few. */
final class MacNames {
  private static final String HEX = "0123456789abcdef";
  private static final int MAX_KNOWN = 4_096;

  private final Map<Long, String> known = new HashMap<>();

  /** Lower-case with colons; null when the address was not seen. */
  @Nullable String text(long address) {
    if (address == Packet.NO_MAC || address == 0) {
      return null;
    }
    String text = known.get(address);
    if (text == null) {
      text = print(address);
      if (known.size() < MAX_KNOWN) {
        known.put(address, text);
      }
    }
    return text;
  }

  private static String print(long address) {
    char[] text = new char[17];
    for (int i = 0; i < 6; i++) {
      int octet = (int) (address >> (40 - 8 * i)) & 0xff;
      text[3 * i] = HEX.charAt(octet >> 4);
      text[3 * i + 1] = HEX.charAt(octet & 0xf);
      if (i < 5) {
        text[3 * i + 2] = ':';
      }
    }
    return new String(text);
  }
}
