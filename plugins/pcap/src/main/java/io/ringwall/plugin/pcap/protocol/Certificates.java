package io.ringwall.plugin.pcap.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the subject out of an X.509 certificate, and nothing else: a walk over DER that does not
 * hand bytes from outside to a full parser.
 */
final class Certificates {
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int EXPLICIT_VERSION = 0xa0;
  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int MAX_PARTS = 16;
  private static final int MAX_VALUE = 128;

  private Certificates() {}

  /** Subject of the first certificate of a Certificate message, as CN=…, O=…. */
  static @Nullable String subject(Bytes message) {
    message.skip(3);
    Bytes certificate = message.slice(Math.min(message.u24(), message.remaining()));
    Bytes content = value(value(certificate, SEQUENCE), SEQUENCE);
    if (content.peek(0) == EXPLICIT_VERSION) {
      any(content);
    }
    // serial number, signature algorithm, issuer, validity
    for (int i = 0; i < 4; i++) {
      any(content);
    }
    Bytes subject = value(content, SEQUENCE);
    return content.failed() || subject.failed() ? null : name(subject);
  }

  private static @Nullable String name(Bytes subject) {
    List<String> parts = new ArrayList<>();
    while (!subject.isEmpty() && !subject.failed() && parts.size() < MAX_PARTS) {
      Bytes attribute = value(value(subject, SET), SEQUENCE);
      byte[] type = bytes(value(attribute, OBJECT_IDENTIFIER));
      String text = new String(bytes(any(attribute)), StandardCharsets.UTF_8);
      if (type.length == 3 && type[0] == 0x55 && type[1] == 4) {
        parts.add(label(type[2]) + "=" + Text.limited(clean(text), MAX_VALUE));
      }
    }
    return parts.isEmpty() ? null : String.join(", ", parts);
  }

  private static String clean(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private static String label(int attribute) {
    return switch (attribute) {
      case 3 -> "CN";
      case 6 -> "C";
      case 7 -> "L";
      case 8 -> "ST";
      case 10 -> "O";
      case 11 -> "OU";
      default -> "2.5.4." + attribute;
    };
  }

  private static byte[] bytes(Bytes all) {
    return all.take(all.remaining());
  }

  private static Bytes value(Bytes from, int tag) {
    if (from.peek(0) != tag) {
      from.skip(from.remaining() + 1L);
    }
    return any(from);
  }

  private static Bytes any(Bytes from) {
    from.u8();
    int length = from.u8();
    if (length == 0x81) {
      length = from.u8();
    } else if (length == 0x82) {
      length = from.u16();
    } else if (length == 0x83) {
      length = from.u24();
    } else if (length > 0x7f) {
      from.skip(from.remaining() + 1L);
    }
    return from.slice(length);
  }
}
