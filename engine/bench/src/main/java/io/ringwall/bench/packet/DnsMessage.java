package io.ringwall.bench.packet;

import io.ringwall.sdk.event.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Questions and answers of DNS (RFC 1035). */
public final class DnsMessage {
  private static final int A = 1;
  private static final int CNAME = 5;
  private static final int AAAA = 28;
  private static final int INTERNET = 1;
  private static final int TTL = 60;
  private static final int NAME_ERROR = 3;

  private final int id;
  private final String asked;
  private final boolean ipv6;

  /** A question for the addresses of a name. */
  public DnsMessage(int id, String asked, boolean ipv6) {
    this.id = id;
    this.asked = asked;
    this.ipv6 = ipv6;
  }

  /** The question. */
  public byte[] question() {
    return header(0x0100, 0).raw(questionRecord()).toArray();
  }

  /** Says that there is no such name. */
  public byte[] noSuchName() {
    return header(0x8180 | NAME_ERROR, 0).raw(questionRecord()).toArray();
  }

  /** The answer: the asked name, along its aliases, has these addresses; there may be none. */
  public byte[] answer(List<String> aliases, List<IpAddress> addresses) {
    List<IpAddress> fitting =
        addresses.stream().filter(address -> address.isIpv4() != ipv6).toList();
    Bytes message = header(0x8180, aliases.size() + fitting.size()).raw(questionRecord());
    String owner = asked;
    for (String alias : aliases) {
      record(message, owner, CNAME, name(alias));
      owner = alias;
    }
    for (IpAddress address : fitting) {
      record(message, owner, ipv6 ? AAAA : A, address.toBytes());
    }
    return message.toArray();
  }

  /** The message as it is sent over TCP. */
  public static byte[] framed(byte[] message) {
    return new Bytes().u16(message.length).raw(message).toArray();
  }

  private Bytes header(int flags, int answers) {
    return new Bytes().u16(id).u16(flags).u16(1).u16(answers).u16(0).u16(0);
  }

  private byte[] questionRecord() {
    return new Bytes().raw(name(asked)).u16(ipv6 ? AAAA : A).u16(INTERNET).toArray();
  }

  private void record(Bytes message, String owner, int type, byte[] data) {
    if (owner.equals(asked)) {
      message.u16(0xc00c);
    } else {
      message.raw(name(owner));
    }
    message.u16(type).u16(INTERNET).u32(TTL).u16(data.length).raw(data);
  }

  private static byte[] name(String name) {
    Bytes bytes = new Bytes();
    for (String label : name.split("\\.", -1)) {
      byte[] letters = label.getBytes(StandardCharsets.US_ASCII);
      bytes.u8(letters.length).raw(letters);
    }
    return bytes.u8(0).toArray();
  }
}
