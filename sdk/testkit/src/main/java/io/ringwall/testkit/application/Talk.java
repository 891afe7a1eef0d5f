package io.ringwall.testkit.application;

import java.time.Duration;
import java.time.Instant;

/** One TCP connection as it goes over the wire. */
final class Talk {
  private static final Duration HOP = Duration.ofNanos(300_000);

  private final Trace trace;
  private final Station client;
  private final int clientPort;
  private final Station server;
  private final int serverPort;
  private Instant now;
  private long sent = 1_000;
  private long received = 9_000;

  Talk(Trace trace, Instant start, Station client, int clientPort, Station server, int serverPort) {
    this.trace = trace;
    this.now = start;
    this.client = client;
    this.clientPort = clientPort;
    this.server = server;
    this.serverPort = serverPort;
  }

  private void fromClient(int flags, byte[] payload) {
    trace.tcp(now, client, clientPort, server, serverPort, flags, sent, received, payload);
    sent += payload.length + ((flags & (Trace.SYN | Trace.FIN)) == 0 ? 0 : 1);
    now = now.plus(HOP);
  }

  private void fromServer(int flags, byte[] payload) {
    trace.tcp(now, server, serverPort, client, clientPort, flags, received, sent, payload);
    received += payload.length + ((flags & (Trace.SYN | Trace.FIN)) == 0 ? 0 : 1);
    now = now.plus(HOP);
  }

  Talk open() {
    fromClient(Trace.SYN, Trace.nothing());
    fromServer(Trace.SYN | Trace.ACK, Trace.nothing());
    fromClient(Trace.ACK, Trace.nothing());
    return this;
  }

  /** The client asks, the server answers. */
  Talk exchange(byte[] request, byte[] response) {
    fromClient(Trace.ACK | Trace.PSH, request);
    fromServer(Trace.ACK | Trace.PSH, response);
    fromClient(Trace.ACK, Trace.nothing());
    return this;
  }

  /** The server speaks first. */
  Talk banner(byte[] text) {
    fromServer(Trace.ACK | Trace.PSH, text);
    fromClient(Trace.ACK, Trace.nothing());
    return this;
  }

  Talk pause(Duration time) {
    now = now.plus(time);
    return this;
  }

  void close() {
    fromClient(Trace.FIN | Trace.ACK, Trace.nothing());
    fromServer(Trace.FIN | Trace.ACK, Trace.nothing());
    fromClient(Trace.ACK, Trace.nothing());
  }

  /** Nobody listens there. */
  void refused() {
    fromClient(Trace.SYN, Trace.nothing());
    fromServer(Trace.RST | Trace.ACK, Trace.nothing());
  }

  /** Nobody answers; the client tries again. */
  void silent() {
    fromClient(Trace.SYN, Trace.nothing());
    sent--;
    now = now.plusSeconds(1);
    fromClient(Trace.SYN, Trace.nothing());
  }

  /** The answer to an attempt that was not seen, and no more. */
  void answerOnly() {
    fromServer(Trace.SYN | Trace.ACK, Trace.nothing());
  }
}
