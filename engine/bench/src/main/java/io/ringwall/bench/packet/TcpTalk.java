package io.ringwall.bench.packet;

import java.util.random.RandomGenerator;

/**
 * A TCP connection, step by step; each step takes the wire's delay. Frames go to the recording that
 * runs at their time.
 */
public final class TcpTalk {
  private static final int FIN = 1;
  private static final int SYN = 2;
  private static final int RST = 4;
  private static final int PUSH = 8;
  private static final int ACK = 16;
  private static final int WINDOW = 64_240;
  private static final int SEGMENT = 1_400;
  private static final byte[] NOTHING = {};
  // Maximum segment size 1460, padded (RFC 9293, 3.2).
  private static final byte[] SYN_OPTIONS = {2, 4, 5, (byte) 0xb4};

  private final Wire wire;
  private final int clientPort;
  private final int serverPort;
  private final RandomGenerator random;
  private Recording recording;
  private long nanos;
  private int clientNext;
  private int serverNext;
  private double disturbance;
  private boolean mayBeOvertaken = true;

  /** A connection that begins then. */
  public TcpTalk(Recording recording, Wire wire, int clientPort, int serverPort, long nanos) {
    this.recording = recording;
    this.wire = wire;
    this.clientPort = clientPort;
    this.serverPort = serverPort;
    this.nanos = nanos;
    this.random = wire.random();
    this.clientNext = random.nextInt();
    this.serverNext = random.nextInt();
  }

  /** Share of the data segments that are sent twice, or overtaken by their successor. */
  public TcpTalk disturbance(double share) {
    this.disturbance = share;
    return this;
  }

  /** Frames keep their order in the file. */
  public TcpTalk inOrder() {
    this.mayBeOvertaken = false;
    return this;
  }

  /** When the next step happens. */
  public long nanos() {
    return nanos;
  }

  /** Lets time pass. */
  public TcpTalk pause(long byNanos) {
    nanos += byNanos;
    return this;
  }

  /** Goes on at that time, in that recording. */
  public TcpTalk resume(Recording there, long at) {
    this.recording = there;
    this.nanos = at;
    return this;
  }

  /** The whole handshake. */
  public TcpTalk handshake() {
    return syn().synAck().ack(true);
  }

  /** The client's first packet. */
  public TcpTalk syn() {
    send(true, SYN, NOTHING);
    clientNext++;
    return this;
  }

  /** The client's first packet, sent again some times in vain. */
  public TcpTalk syns(int again) {
    for (int i = 0; i <= again; i++) {
      send(true, SYN, NOTHING);
      nanos += 1_000_000_000L << i;
    }
    clientNext++;
    return this;
  }

  /** A new attempt with another initial sequence number. */
  public TcpTalk anew() {
    clientNext = random.nextInt();
    serverNext = random.nextInt();
    return this;
  }

  /** The server's answer to it. */
  public TcpTalk synAck() {
    send(false, SYN | ACK, NOTHING);
    serverNext++;
    return this;
  }

  /** An acknowledgement without data. */
  public TcpTalk ack(boolean client) {
    send(client, ACK, NOTHING);
    return this;
  }

  /** Says what a speech says, then. */
  public TcpTalk say(Iterable<Turn> turns) {
    for (Turn turn : turns) {
      say(turn.fromClient(), turn.bytes());
    }
    return this;
  }

  /** Sends data, which the other side acknowledges. */
  public TcpTalk say(boolean client, byte[] data) {
    boolean twice = random.nextDouble() < disturbance / 2;
    boolean overtaken = !twice && random.nextDouble() < disturbance && data.length > 2 * SEGMENT;
    int first = overtaken ? SEGMENT : 0;
    segment(client, data, first);
    if (overtaken) {
      segment(client, data, 0);
    }
    for (int at = first + SEGMENT; at < data.length; at += SEGMENT) {
      segment(client, data, at);
    }
    if (twice) {
      nanos += 1_000_000;
      segment(client, data, 0);
    }
    move(client, data.length);
    return ack(!client);
  }

  /** Data that the wire shows in one direction only. */
  public TcpTalk sayUnheard(boolean client, byte[] data) {
    segment(client, data, 0);
    move(client, data.length);
    return this;
  }

  private void segment(boolean client, byte[] data, int at) {
    int end = Math.min(data.length, at + SEGMENT);
    move(client, at);
    send(client, PUSH | ACK, java.util.Arrays.copyOfRange(data, at, end));
    move(client, -at);
  }

  private void move(boolean client, int by) {
    if (client) {
      clientNext += by;
    } else {
      serverNext += by;
    }
  }

  /** Both sides close. */
  public TcpTalk close() {
    fin(true);
    fin(false);
    return ack(true);
  }

  /** One side closes. */
  public TcpTalk fin(boolean client) {
    send(client, FIN | ACK, NOTHING);
    move(client, 1);
    return this;
  }

  /** One side resets. */
  public TcpTalk reset(boolean client) {
    send(client, RST | ACK, NOTHING);
    return this;
  }

  /** The network, or the server itself, says that the server cannot be reached. */
  public TcpTalk unreachable(Station teller, boolean port) {
    byte[] packet = IcmpTalk.packet(wire, true, Frames.TCP, segmentBytes(true, SYN, NOTHING));
    nanos = wire.next(nanos);
    recording.add(nanos, IcmpTalk.unreachable(teller, wire.client(), packet, port), false);
    return this;
  }

  private void send(boolean client, int flags, byte[] data) {
    nanos = wire.next(nanos);
    byte[] frame = wire.frame(client, Frames.TCP, segmentBytes(client, flags, data));
    recording.add(nanos, frame, mayBeOvertaken);
  }

  private byte[] segmentBytes(boolean client, int flags, byte[] data) {
    byte[] options = (flags & SYN) != 0 ? SYN_OPTIONS : NOTHING;
    boolean acknowledges = (flags & ACK) != 0;
    byte[] segment =
        new Bytes()
            .u16(client ? clientPort : serverPort)
            .u16(client ? serverPort : clientPort)
            .u32(client ? clientNext : serverNext)
            .u32(acknowledges ? (client ? serverNext : clientNext) : 0)
            .u8((20 + options.length) << 2)
            .u8(flags)
            .u16((flags & RST) != 0 ? 0 : WINDOW)
            .u16(0)
            .u16(0)
            .raw(options)
            .raw(data)
            .toArray();
    long start =
        Frames.pseudoHeader(
            wire.address(client), wire.address(!client), Frames.TCP, segment.length);
    Frames.put(segment, 16, Frames.checksum(start, segment));
    return segment;
  }
}
