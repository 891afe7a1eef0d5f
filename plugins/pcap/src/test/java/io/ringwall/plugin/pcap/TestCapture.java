package io.ringwall.plugin.pcap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes a capture packet by packet; ends are written {@code 10.0.0.1:80}. */
final class TestCapture {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<byte[]> frames = new ArrayList<>();
  private long micros = 1_700_000_000_000_000L;
  private byte[] tags = new byte[0];

  TestCapture() {
    ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4);
    header.putInt(0).putInt(0).putInt(262_144).putInt(1);
    bytes.writeBytes(header.array());
  }

  /** Lets time pass; backwards if negative. */
  TestCapture after(double seconds) {
    micros += Math.round(seconds * 1_000_000);
    return this;
  }

  /** Frames from now on are in these VLANs, the outermost first, with tags of these types. */
  TestCapture within(int... typesAndVlans) {
    ByteBuffer all = ByteBuffer.allocate(2 * typesAndVlans.length);
    for (int value : typesAndVlans) {
      all.putShort((short) value);
    }
    tags = all.array();
    return this;
  }

  /** A TCP segment; flags are letters of {@code SAFRP}. */
  TestCapture tcp(String from, String to, String flags, int sequence, int ack, String payload) {
    byte[] content = payload.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer segment = ByteBuffer.allocate(20 + content.length);
    segment.putShort(port(from)).putShort(port(to)).putInt(sequence).putInt(ack);
    segment.put((byte) 0x50).put(flags(flags)).putShort((short) 8_192).putInt(0).put(content);
    return ip(6, from, to, segment.array());
  }

  TestCapture tcp(String from, String to, String flags, int sequence) {
    return tcp(from, to, flags, sequence, 0, "");
  }

  /** A whole handshake; both sides' payload begins at sequence number 1001 and 5001. */
  TestCapture handshake(String client, String server) {
    return tcp(client, server, "S", 1000)
        .tcp(server, client, "SA", 5000, 1001, "")
        .tcp(client, server, "A", 1001, 5001, "");
  }

  TestCapture udp(String from, String to, byte[] payload) {
    ByteBuffer datagram = ByteBuffer.allocate(8 + payload.length);
    datagram.putShort(port(from)).putShort(port(to)).putShort((short) (8 + payload.length));
    datagram.putShort((short) 0).put(payload);
    return ip(17, from, to, datagram.array());
  }

  TestCapture udp(String from, String to, String payload) {
    return udp(from, to, payload.getBytes(StandardCharsets.ISO_8859_1));
  }

  TestCapture icmp(String from, String to, int type, int code, byte[] content) {
    ByteBuffer message = ByteBuffer.allocate(8 + content.length);
    message.put((byte) type).put((byte) code).putShort((short) 0).putInt(0).put(content);
    return ip(1, from, to, message.array());
  }

  /** The start of a packet as an ICMP error quotes it. */
  static byte[] quoted(int protocol, String from, String to) {
    ByteBuffer packet = ByteBuffer.allocate(28);
    putIpHeader(packet, protocol, from, to, 8, 0, 0);
    packet.putShort(port(from)).putShort(port(to));
    return packet.array();
  }

  TestCapture ip(int protocol, String from, String to, byte[] content) {
    return fragment(protocol, from, to, 0, 0, content);
  }

  /** An IP packet with this identification and this flags and offset field. */
  TestCapture fragment(int protocol, String from, String to, int id, int fragment, byte[] content) {
    ByteBuffer packet = ByteBuffer.allocate(20 + content.length);
    putIpHeader(packet, protocol, from, to, content.length, id, fragment);
    packet.put(content);
    return frame(0x0800, packet.array());
  }

  private static void putIpHeader(
      ByteBuffer packet, int protocol, String from, String to, int length, int id, int fragment) {
    packet.put((byte) 0x45).put((byte) 0).putShort((short) (20 + length));
    packet.putShort((short) id).putShort((short) fragment);
    packet.put((byte) 64).put((byte) protocol).putShort((short) 0);
    packet.put(address(from)).put(address(to));
  }

  TestCapture arp(int operation, String from, String to) {
    ByteBuffer packet = ByteBuffer.allocate(28);
    packet.putShort((short) 1).putShort((short) 0x0800).putShort((short) 0x0604);
    packet.putShort((short) operation).put(new byte[] {2, 0, 0, 0, 0, 1}).put(address(from));
    packet.put(new byte[6]).put(address(to));
    return frame(0x0806, packet.array());
  }

  TestCapture frame(int ethertype, byte[] content) {
    ByteBuffer frame = ByteBuffer.allocate(14 + tags.length + content.length);
    frame.put(new byte[] {2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1}).put(tags);
    frame.putShort((short) ethertype);
    frame.put(content);
    ByteBuffer header = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt((int) (micros / 1_000_000)).putInt((int) (micros % 1_000_000));
    header.putInt(frame.capacity()).putInt(frame.capacity());
    bytes.writeBytes(header.array());
    bytes.writeBytes(frame.array());
    frames.add(frame.array());
    return this;
  }

  /** Each packet as it is on the wire. */
  List<byte[]> frames() {
    return List.copyOf(frames);
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  Path in(Path folder) {
    try {
      Path file = Files.createTempFile(folder, "test", ".pcap");
      return Files.write(file, toBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static short port(String end) {
    int colon = end.indexOf(':');
    return (short) (colon < 0 ? 0 : Integer.parseInt(end.substring(colon + 1)));
  }

  private static byte[] address(String end) {
    int colon = end.indexOf(':');
    String[] parts = (colon < 0 ? end : end.substring(0, colon)).split("\\.", -1);
    byte[] address = new byte[4];
    for (int i = 0; i < 4; i++) {
      address[i] = (byte) Integer.parseInt(parts[i]);
    }
    return address;
  }

  private static byte flags(String letters) {
    int flags = 0;
    for (int i = 0; i < letters.length(); i++) {
      flags |=
          switch (letters.charAt(i)) {
            case 'F' -> 1;
            case 'S' -> 2;
            case 'R' -> 4;
            case 'P' -> 8;
            case 'A' -> 16;
            default -> 0;
          };
    }
    return (byte) flags;
  }
}
