package io.ringwall.testkit.application;

import io.ringwall.sdk.event.IpAddress;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Packets of a capture: added in any order, written by time as pcap with Ethernet frames. */
final class Trace {
  static final int FIN = 0x01;
  static final int SYN = 0x02;
  static final int RST = 0x04;
  static final int PSH = 0x08;
  static final int ACK = 0x10;

  private static final byte[] NOTHING = {};
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int ICMP = 1;
  private static final int ICMPV6 = 58;

  private final List<Frame> frames = new ArrayList<>();

  private static final class Frame {
    private final Instant time;
    private final int number;
    private final byte[] bytes;

    Frame(Instant time, int number, byte[] bytes) {
      this.time = time;
      this.number = number;
      this.bytes = bytes;
    }

    Instant time() {
      return time;
    }

    int number() {
      return number;
    }
  }

  /** A TCP segment. */
  void tcp(
      Instant time,
      Station from,
      int fromPort,
      Station to,
      int toPort,
      int flags,
      long sequence,
      long acknowledged,
      byte[] payload) {
    ByteBuffer segment = ByteBuffer.allocate(20 + payload.length);
    segment.putShort((short) fromPort).putShort((short) toPort);
    segment.putInt((int) sequence).putInt((flags & ACK) == 0 ? 0 : (int) acknowledged);
    segment.put((byte) 0x50).put((byte) flags).putShort((short) 64_240).putInt(0).put(payload);
    checksum(from, to, TCP, segment, 16);
    ip(time, from, to, TCP, segment.array());
  }

  /** A UDP datagram. */
  void udp(Instant time, Station from, int fromPort, Station to, int toPort, byte[] payload) {
    ByteBuffer datagram = ByteBuffer.allocate(8 + payload.length);
    datagram.putShort((short) fromPort).putShort((short) toPort);
    datagram.putShort((short) datagram.capacity()).putShort((short) 0).put(payload);
    checksum(from, to, UDP, datagram, 6);
    ip(time, from, to, UDP, datagram.array());
  }

  /** An ICMP message with an identifier and a sequence number. */
  void icmp(Instant time, Station from, Station to, int type, int id, int sequence) {
    ByteBuffer message = ByteBuffer.allocate(16);
    message.put((byte) type).put((byte) 0).putShort((short) 0);
    message.putShort((short) id).putShort((short) sequence).putLong(0x0102_0304_0506_0708L);
    message.putShort(2, (short) ~fold(sum(message.array(), 0)));
    ip(time, from, to, ICMP, message.array());
  }

  /** An IPv6 neighbour solicitation, as every station sends them. */
  void solicit(Instant time, Station from, IpAddress target) {
    ByteBuffer message = ByteBuffer.allocate(24);
    message.put((byte) 135).put((byte) 0).putShort((short) 0).putInt(0).put(target.toBytes());
    IpAddress group = IpAddress.parse("ff02::1:ff00:1");
    Station to = new Station(group, 0x3333_ff00_0001L);
    checksum(from, to, ICMPV6, message, 2);
    ip(time, from, to, ICMPV6, message.array());
  }

  /** A question for who holds an address. */
  void arp(Instant time, Station from, IpAddress target) {
    ByteBuffer frame = ByteBuffer.allocate(42);
    ethernet(frame, 0xffff_ffff_ffffL, from.mac(), 0x0806);
    frame.putShort((short) 1).putShort((short) 0x0800).put((byte) 6).put((byte) 4);
    frame.putShort((short) 1);
    mac(frame, from.mac());
    frame.put(from.address().toBytes());
    mac(frame, 0);
    frame.put(target.toBytes());
    add(time, frame.array());
  }

  private void ip(Instant time, Station from, Station to, int protocol, byte[] payload) {
    boolean ipv4 = from.address().isIpv4();
    ByteBuffer frame = ByteBuffer.allocate(14 + (ipv4 ? 20 : 40) + payload.length);
    ethernet(frame, to.mac(), from.mac(), ipv4 ? 0x0800 : 0x86dd);
    if (ipv4) {
      frame.put((byte) 0x45).put((byte) 0).putShort((short) (20 + payload.length));
      frame.putShort((short) frames.size()).putShort((short) 0x4000);
      frame.put((byte) 64).put((byte) protocol).putShort((short) 0);
      frame.put(from.address().toBytes()).put(to.address().toBytes());
      byte[] header = new byte[20];
      frame.get(14, header);
      frame.putShort(24, (short) ~fold(sum(header, 0)));
    } else {
      frame.putInt(0x6000_0000).putShort((short) payload.length);
      frame.put((byte) protocol).put((byte) (protocol == ICMPV6 ? 255 : 64));
      frame.put(from.address().toBytes()).put(to.address().toBytes());
    }
    add(time, frame.put(payload).array());
  }

  private static void ethernet(ByteBuffer frame, long to, long from, int type) {
    mac(frame, to);
    mac(frame, from);
    frame.putShort((short) type);
  }

  private static void mac(ByteBuffer frame, long mac) {
    frame.putShort((short) (mac >>> 32)).putInt((int) mac);
  }

  private static void checksum(Station from, Station to, int protocol, ByteBuffer message, int at) {
    long sum = sum(from.address().toBytes(), 0);
    byte[] bytes = new byte[message.capacity()];
    message.get(0, bytes);
    sum = sum(to.address().toBytes(), sum) + protocol + bytes.length;
    int folded = ~fold(sum(bytes, sum)) & 0xffff;
    message.putShort(at, (short) (folded == 0 && protocol == UDP ? 0xffff : folded));
  }

  private static long sum(byte[] bytes, long before) {
    long sum = before;
    for (int i = 0; i < bytes.length; i++) {
      sum += (bytes[i] & 0xff) << (i % 2 == 0 ? 8 : 0);
    }
    return sum;
  }

  private static int fold(long sum) {
    long folded = sum;
    while (folded >>> 16 != 0) {
      folded = (folded & 0xffff) + (folded >>> 16);
    }
    return (int) folded;
  }

  private void add(Instant time, byte[] frame) {
    frames.add(new Frame(time, frames.size(), frame));
  }

  /** No payload. */
  static byte[] nothing() {
    return NOTHING;
  }

  /** Writes the capture. */
  void write(Path file) throws IOException {
    frames.sort(Comparator.comparing(Frame::time).thenComparingInt(Frame::number));
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(0xa1b2_c3d4);
      out.writeShort(2);
      out.writeShort(4);
      out.writeLong(0);
      out.writeInt(262_144);
      out.writeInt(1);
      for (Frame frame : frames) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, frame.time);
        out.writeInt((int) (micros / 1_000_000));
        out.writeInt((int) (micros % 1_000_000));
        out.writeInt(frame.bytes.length);
        out.writeInt(frame.bytes.length);
        out.write(frame.bytes);
      }
    }
  }
}
