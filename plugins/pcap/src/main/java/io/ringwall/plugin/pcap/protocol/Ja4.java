package io.ringwall.plugin.pcap.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** JA4 fingerprint of a TLS client (FoxIO, JA4 technical details; BSD-3-Clause). */
final class Ja4 {
  private static final String EMPTY = "000000000000";
  private static final HexFormat HEX = HexFormat.of();

  private Ja4() {}

  /**
   * Computes the fingerprint.
   *
   * @param transport t for TCP, q for QUIC, d for DTLS
   */
  static String of(ClientHello hello, char transport) {
    String ciphers = sorted(hello.ciphers());
    List<Integer> hashed = new ArrayList<>(hello.extensions());
    hashed.removeIf(
        type -> type == ClientHello.SERVER_NAME || type == ClientHello.APPLICATION_PROTOCOLS);
    String extensions = sorted(hashed);
    if (!hello.signatureAlgorithms().isEmpty()) {
      extensions += "_" + inOrder(hello.signatureAlgorithms());
    }
    String second = hello.ciphers().isEmpty() ? EMPTY : digest(ciphers);
    String third = hello.extensions().isEmpty() ? EMPTY : digest(extensions);
    return first(hello, transport) + "_" + second + "_" + third;
  }

  private static String first(ClientHello hello, char transport) {
    boolean named = hello.extensions().contains(ClientHello.SERVER_NAME);
    return transport
        + version(hello.version())
        + (named ? 'd' : 'i')
        + twoDigits(hello.ciphers().size())
        + twoDigits(hello.extensions().size())
        + protocol(hello.protocols());
  }

  private static String version(int version) {
    return switch (version) {
      case 0x0304 -> "13";
      case 0x0303 -> "12";
      case 0x0302 -> "11";
      case 0x0301 -> "10";
      case 0x0300 -> "s3";
      case 0x0002 -> "s2";
      case 0xfeff -> "d1";
      case 0xfefd -> "d2";
      case 0xfefc -> "d3";
      default -> "00";
    };
  }

  private static String twoDigits(int count) {
    int shown = Math.min(count, 99);
    return shown < 10 ? "0" + shown : Integer.toString(shown);
  }

  /** First and last character of the first protocol; of their hex where not alphanumeric. */
  private static String protocol(List<String> protocols) {
    if (protocols.isEmpty() || protocols.getFirst().isEmpty()) {
      return "00";
    }
    String protocol = protocols.getFirst();
    char from = protocol.charAt(0);
    char to = protocol.charAt(protocol.length() - 1);
    if (isAlphanumeric(from) && isAlphanumeric(to)) {
      return "" + from + to;
    }
    return "" + HEX.toHighHexDigit(from) + HEX.toLowHexDigit(to);
  }

  private static boolean isAlphanumeric(char character) {
    return character >= '0' && character <= '9'
        || character >= 'a' && character <= 'z'
        || character >= 'A' && character <= 'Z';
  }

  private static String sorted(List<Integer> numbers) {
    List<Integer> sorted = new ArrayList<>(numbers);
    sorted.sort(null);
    return inOrder(sorted);
  }

  private static String inOrder(List<Integer> numbers) {
    StringBuilder text = new StringBuilder(5 * numbers.size());
    for (int number : numbers) {
      if (!text.isEmpty()) {
        text.append(',');
      }
      text.append(HEX.toHexDigits((short) number));
    }
    return text.toString();
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
      return HEX.formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
