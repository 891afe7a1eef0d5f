package io.ringwall.bench.packet;

/** Datagrams between two ports, step by step. */
public final class UdpTalk {
  private final Recording recording;
  private final Wire wire;
  private final int clientPort;
  private final int serverPort;
  private long nanos;

  /** A talk that begins then. */
  public UdpTalk(Recording recording, Wire wire, int clientPort, int serverPort, long nanos) {
    this.recording = recording;
    this.wire = wire;
    this.clientPort = clientPort;
    this.serverPort = serverPort;
    this.nanos = nanos;
  }

  /** When the next step happens. */
  public long nanos() {
    return nanos;
  }

  /** Lets time pass. */
  public UdpTalk pause(long byNanos) {
    nanos += byNanos;
    return this;
  }

  /** Says what a speech says. */
  public UdpTalk say(Iterable<Turn> turns) {
    turns.forEach(turn -> say(turn.fromClient(), turn.bytes()));
    return this;
  }

  /** Sends one datagram. */
  public UdpTalk say(boolean client, byte[] data) {
    nanos = wire.next(nanos);
    recording.add(nanos, wire.frame(client, Frames.UDP, datagram(client, data)), false);
    return this;
  }

  private byte[] datagram(boolean client, byte[] data) {
    return Frames.udp(
        wire.address(client),
        wire.address(!client),
        client ? clientPort : serverPort,
        client ? serverPort : clientPort,
        data);
  }

  /** Somebody says that the server cannot be reached. */
  public UdpTalk unreachable(Station teller, byte[] refused, boolean port) {
    nanos = wire.next(nanos);
    byte[] packet = IcmpTalk.packet(wire, true, Frames.UDP, datagram(true, refused));
    recording.add(nanos, IcmpTalk.unreachable(teller, wire.client(), packet, port), false);
    return this;
  }
}
