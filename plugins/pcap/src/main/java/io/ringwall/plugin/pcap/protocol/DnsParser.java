package io.ringwall.plugin.pcap.protocol;

import io.ringwall.sdk.event.DnsAnswer;
import io.ringwall.sdk.event.IpAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads DNS messages (RFC 1035). Counts in the header are not believed, compression pointers only
 * lead backwards, everything is bounded; what can be read before a defect is kept.
 */
final class DnsParser {
  private static final int HEADER = 12;
  private static final int MAX_QUESTIONS = 16;
  private static final int MAX_ANSWERS = 128;
  private static final int MAX_NAME = 255;
  private static final int MAX_TEXT = 1_024;
  private static final String ROOT = ".";

  private final Bytes message;
  private boolean nameFailed;

  private DnsParser(Bytes message) {
    this.message = message;
  }

  /** Reads a message; null when it is none, or has neither question nor answer. */
  static @Nullable DnsMessage parse(ByteBuffer data, int start, int end) {
    return new DnsParser(new Bytes(data, start, end)).parse();
  }

  private @Nullable DnsMessage parse() {
    int id = message.u16();
    int flags = message.u16();
    int questionCount = message.u16();
    int answerCount = message.u16();
    message.skip(4);
    if (message.failed()) {
      return null;
    }
    boolean response = flags >>> 15 == 1;
    List<DnsMessage.Question> questions = questions(questionCount);
    boolean readable = !message.failed() && !nameFailed;
    List<DnsAnswer> answers = response && readable ? answers(answerCount) : List.of();
    if (questions.isEmpty() && answers.isEmpty()) {
      return null;
    }
    return new DnsMessage(id, response, DnsNames.responseCode(flags & 0xf), questions, answers);
  }

  /** Does this look like DNS, wherever it was sent. */
  static boolean isPlausible(ByteBuffer data, int start, int end) {
    if (end - start < HEADER + 5) {
      return false;
    }
    Bytes message = new Bytes(data, start + 2, end);
    int flags = message.u16();
    int questions = message.u16();
    int records = message.u16() + message.u16() + message.u16();
    boolean opcode = (flags >>> 11 & 0xf) == 0 && (flags & 0x40) == 0;
    if (!opcode || questions != 1 || records > 64) {
      return false;
    }
    DnsParser parser = new DnsParser(new Bytes(data, start, end));
    parser.message.skip(HEADER);
    String name = parser.name();
    int type = parser.message.u16();
    int network = parser.message.u16();
    return !parser.nameFailed
        && !parser.message.failed()
        && !name.equals(ROOT)
        && name.indexOf('\\') < 0
        && !DnsNames.type(type).startsWith("TYPE")
        && network == 1;
  }

  private List<DnsMessage.Question> questions(int count) {
    List<DnsMessage.Question> questions = new ArrayList<>();
    for (int i = 0; i < Math.min(count, MAX_QUESTIONS); i++) {
      String name = name();
      int type = message.u16();
      message.skip(2);
      if (nameFailed || message.failed()) {
        break;
      }
      questions.add(new DnsMessage.Question(name, DnsNames.type(type)));
    }
    return questions;
  }

  private List<DnsAnswer> answers(int count) {
    List<DnsAnswer> answers = new ArrayList<>();
    for (int i = 0; i < Math.min(count, MAX_ANSWERS) && !message.isEmpty(); i++) {
      String name = name();
      int type = message.u16();
      message.skip(2);
      long timeToLive = message.u32();
      int length = message.u16();
      if (nameFailed || message.failed() || length > message.remaining()) {
        break;
      }
      int next = message.position() + length;
      String data = data(type, length);
      if (data == null) {
        break;
      }
      answers.add(new DnsAnswer(name, DnsNames.type(type), data, timeToLive));
      message.position(next);
    }
    return answers;
  }

  private @Nullable String data(int type, int length) {
    String text =
        switch (type) {
          case 1 -> length == 4 ? address(4) : hex(length);
          case 28 -> length == 16 ? address(16) : hex(length);
          case 2, 5, 12, 39 -> name();
          case 15 -> message.u16() + " " + name();
          case 33 -> message.u16() + " " + message.u16() + " " + message.u16() + " " + name();
          case 6 -> startOfAuthority();
          case 16, 99 -> strings(length);
          default -> hex(length);
        };
    return nameFailed || message.failed() ? null : text;
  }

  private String address(int length) {
    return IpAddress.of(message.take(length)).toString();
  }

  private String startOfAuthority() {
    return name()
        + " "
        + name()
        + " "
        + message.u32()
        + " "
        + message.u32()
        + " "
        + message.u32()
        + " "
        + message.u32()
        + " "
        + message.u32();
  }

  private String strings(int length) {
    StringBuilder text = new StringBuilder();
    Bytes strings = message.slice(length);
    while (!strings.isEmpty() && text.length() < MAX_TEXT) {
      String string = strings.text(Math.min(strings.u8(), strings.remaining()));
      text.append(text.isEmpty() ? "\"" : " \"");
      string.chars().forEach(character -> quote(text, character));
      text.append('"');
    }
    return text.toString();
  }

  private static void quote(StringBuilder text, int character) {
    if (character == '"' || character == '\\') {
      text.append('\\');
    }
    if (character == ' ') {
      text.append(' ');
    } else {
      Text.append(text, character);
    }
  }

  private String hex(int length) {
    return HexFormat.of().formatHex(message.take(Math.min(length, MAX_TEXT / 2)));
  }

  /** Reads a name, lower-case, without final dot; notes when it is none. */
  private String name() {
    StringBuilder name = new StringBuilder();
    int bytes = 0;
    int resume = -1;
    int lowest = message.position();
    while (true) {
      int length = message.u8();
      if (length >= 0xc0) {
        int target = (length & 0x3f) << 8 | message.u8();
        resume = resume < 0 ? message.position() : resume;
        if (message.failed() || target >= lowest) {
          nameFailed = true;
          return "";
        }
        lowest = target;
        message.position(target);
      } else if (length == 0 || message.failed() || length > 63) {
        nameFailed |= message.failed() || length > 63;
        break;
      } else {
        bytes += length + 1;
        nameFailed |= bytes > MAX_NAME || message.remaining() < length;
        if (nameFailed) {
          return "";
        }
        label(name, length);
      }
    }
    if (resume >= 0) {
      message.position(resume);
    }
    return name.isEmpty() ? ROOT : name.toString();
  }

  private void label(StringBuilder name, int length) {
    if (!name.isEmpty()) {
      name.append('.');
    }
    for (int i = 0; i < length; i++) {
      int character = message.u8();
      if (character == '.' || character == '\\') {
        name.append('\\');
      }
      Text.append(name, character >= 'A' && character <= 'Z' ? character + 32 : character);
    }
  }
}
