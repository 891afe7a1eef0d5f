package io.ringwall.plugin.pcap.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A TLS ClientHello (RFC 8446, 4.1.2).
 *
 * @param version highest version offered
 * @param ciphers suites offered, GREASE left out
 * @param extensions extensions in order, GREASE left out
 * @param serverName name asked for, lower-case, no final dot
 * @param protocols application protocols offered, as sent
 * @param signatureAlgorithms in order
 */
record ClientHello(
    int version,
    List<Integer> ciphers,
    List<Integer> extensions,
    @Nullable String serverName,
    List<String> protocols,
    List<Integer> signatureAlgorithms) {
  static final int SERVER_NAME = 0;
  static final int SIGNATURE_ALGORITHMS = 13;
  static final int APPLICATION_PROTOCOLS = 16;
  private static final int SUPPORTED_VERSIONS = 43;
  private static final int ENCRYPTED_CLIENT_HELLO = 0xfe0d;
  private static final int MAX_NAME = 255;

  boolean encrypted() {
    return extensions.contains(ENCRYPTED_CLIENT_HELLO);
  }

  /** Reads the body of a ClientHello; what is cut off at the end is missing. */
  static @Nullable ClientHello parse(Bytes body, boolean datagram) {
    int legacyVersion = body.u16();
    body.skip(32);
    body.skip(body.u8());
    if (datagram) {
      body.skip(body.u8());
    }
    List<Integer> ciphers = numbers(body.slice(body.u16()));
    body.skip(body.u8());
    if (body.failed()) {
      return null;
    }
    Parser parser = new Parser(legacyVersion);
    if (body.remaining() >= 2) {
      int length = Math.min(body.u16(), body.remaining());
      parser.extensions(body.slice(length));
    }
    return parser.hello(ciphers);
  }

  static boolean isGrease(int value) {
    return (value & 0x0f0f) == 0x0a0a && value >> 8 == (value & 0xff);
  }

  private static List<Integer> numbers(Bytes list) {
    List<Integer> numbers = new ArrayList<>();
    while (list.remaining() >= 2) {
      int number = list.u16();
      if (!isGrease(number)) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  /** Collects what the extensions say. */
  private static final class Parser {
    private int version;
    private final List<Integer> extensions = new ArrayList<>();
    private final List<String> protocols = new ArrayList<>();
    private List<Integer> signatureAlgorithms = List.of();
    private @Nullable String serverName;

    Parser(int legacyVersion) {
      version = legacyVersion;
    }

    void extensions(Bytes list) {
      while (list.remaining() >= 4) {
        int type = list.u16();
        Bytes content = list.slice(list.u16());
        if (list.failed()) {
          return;
        }
        if (!isGrease(type)) {
          extensions.add(type);
          extension(type, content);
        }
      }
    }

    private void extension(int type, Bytes content) {
      switch (type) {
        case SERVER_NAME -> serverName(content);
        case SIGNATURE_ALGORITHMS ->
            signatureAlgorithms =
                numbers(content.slice(Math.min(content.u16(), content.remaining())));
        case APPLICATION_PROTOCOLS -> protocols(content);
        case SUPPORTED_VERSIONS -> versions(content);
        default -> {}
      }
    }

    private void serverName(Bytes content) {
      Bytes names = content.slice(Math.min(content.u16(), content.remaining()));
      while (names.remaining() >= 3) {
        int type = names.u8();
        int length = names.u16();
        if (length > names.remaining()) {
          return;
        }
        String name = names.text(length);
        if (type == 0 && serverName == null) {
          serverName = normal(name);
        }
      }
    }

    private void protocols(Bytes content) {
      Bytes list = content.slice(Math.min(content.u16(), content.remaining()));
      while (!list.isEmpty() && protocols.size() < 32) {
        protocols.add(list.text(list.u8()));
      }
    }

    private void versions(Bytes content) {
      int highest = 0;
      for (int offered : numbers(content.slice(Math.min(content.u8(), content.remaining())))) {
        highest = Math.max(highest, offered);
      }
      version = highest == 0 ? version : highest;
    }

    ClientHello hello(List<Integer> ciphers) {
      return new ClientHello(
          version, ciphers, extensions, serverName, protocols, signatureAlgorithms);
    }
  }

  private static @Nullable String normal(String name) {
    String text = Text.printable(name).toLowerCase(Locale.ROOT);
    text = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    return text.isEmpty() || text.length() > MAX_NAME ? null : text;
  }
}
