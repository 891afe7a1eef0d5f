package io.ringwall.bench.packet;

import java.util.Arrays;

/** ICMP and ICMPv6: echoes (RFC 792, RFC 4443), and the word that something cannot be reached. */
public final class IcmpTalk {
  private static final int ECHO_BYTES = 56;

  private final Recording recording;
  private final Wire wire;
  private final int identifier;
  private int sequence;
  private long nanos;

  /** A talk that begins then. */
  public IcmpTalk(Recording recording, Wire wire, long nanos) {
    this.recording = recording;
    this.wire = wire;
    this.nanos = nanos;
    this.identifier = 1 + wire.random().nextInt(0xfffe);
  }

  /** The type of an echo request. */
  public static int echoType(boolean ipv4) {
    return ipv4 ? 8 : 128;
  }

  /** Asks. */
  public IcmpTalk request() {
    sequence++;
    echo(true, echoType(wire.client().address().isIpv4()));
    return this;
  }

  /** Answers. */
  public IcmpTalk reply() {
    echo(false, wire.client().address().isIpv4() ? 0 : 129);
    return this;
  }

  /** Lets time pass. */
  public IcmpTalk pause(long byNanos) {
    nanos += byNanos;
    return this;
  }

  private void echo(boolean client, int type) {
    byte[] body = new Bytes().u16(identifier).u16(sequence).zeros(ECHO_BYTES).toArray();
    byte[] message = Frames.icmp(wire.address(client), wire.address(!client), type, 0, body);
    nanos = wire.next(nanos);
    recording.add(nanos, wire.frame(client, number(wire.client()), message), false);
  }

  private static int number(Station station) {
    return station.address().isIpv4() ? Frames.ICMP : Frames.ICMPV6;
  }

  /** The IP packet that such a payload travels in. */
  static byte[] packet(Wire wire, boolean fromClient, int protocol, byte[] payload) {
    byte[] frame = wire.frame(fromClient, protocol, payload);
    return Arrays.copyOfRange(frame, 14, frame.length);
  }

  /** A frame that quotes a packet which could not be delivered. */
  static byte[] unreachable(Station teller, Station told, byte[] packet, boolean port) {
    boolean ipv4 = told.address().isIpv4();
    int type = ipv4 ? 3 : 1;
    int code = ipv4 ? (port ? 3 : 1) : (port ? 4 : 3);
    byte[] body = new Bytes().zeros(4).raw(packet).toArray();
    byte[] message = Frames.icmp(teller.address(), told.address(), type, code, body);
    return Frames.ip(teller, told, number(told), 0, message);
  }
}
