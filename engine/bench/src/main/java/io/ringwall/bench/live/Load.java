package io.ringwall.bench.live;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Traffic at a steady rate: so many connections are open at a time, each in its turn says its next
 * packet, and one that ended gives way to another. All of them are of the same thousand pairs of
 * client and server, to one port. Now and then there is one to a port that nobody asked for before.
 *
 * <p>One thread.
 */
final class Load implements AutoCloseable {
  /** The port that is known. */
  static final int KNOWN_PORT = 8_080;

  /** The first of the ports that are asked for once. */
  static final int FIRST_FOREIGN_PORT = 10_000;

  private static final int FOREIGN_PACKETS = 8;
  private static final int FIRST_CLIENT_PORT = 32_768;
  private static final int CLIENT_PORTS = 28_000;
  private static final long TICK = 1_000_000;

  /** Who is so far behind does not catch up any more. */
  private static final long BEHIND_MAX = 200 * TICK;

  private final FrameSocket clients;
  private final FrameSocket servers;
  private final byte[] clientMac;
  private final byte[] serverMac;
  private final Random random;
  private final int packetsEach;
  private final int perTick;
  private final Talk[] open;
  private final List<Talk> foreign = new ArrayList<>();
  private int turn;
  private int begun;
  private int foreignBegun;
  private long packets;

  /**
   * What was sent.
   *
   * @param packets all of them
   * @param connections that began
   * @param foreign those among them that nobody made before
   * @param seconds how long it took
   * @param skipped milliseconds in which nothing was sent, since the sender was late
   */
  record Sent(long packets, long connections, int foreign, double seconds, long skipped) {}

  /**
   * Nothing is sent yet.
   *
   * @param open connections that are open at a time
   * @param packetsEach packets of a connection, 8 or more
   * @param perTick packets in a millisecond
   */
  Load(BenchNetwork network, int open, int packetsEach, int perTick, long seed)
      throws IOException, InterruptedException {
    this.clients = FrameSocket.in(network.clients());
    this.servers = FrameSocket.in(network.servers());
    this.clientMac = BenchNetwork.hardwareAddress(network.clients());
    this.serverMac = BenchNetwork.hardwareAddress(network.servers());
    this.random = new Random(seed);
    this.packetsEach = packetsEach;
    this.perTick = perTick;
    this.open = new Talk[open];
    for (int i = 0; i < open; i++) {
      this.open[i] = new Talk(clientMac, serverMac);
      // Not all of them begin and end together.
      known(this.open[i], FOREIGN_PACKETS + random.nextInt(packetsEach - FOREIGN_PACKETS + 1));
    }
  }

  private void known(Talk talk, int length) {
    int number = begun++;
    int pair = number % (Ends.CLIENTS * Ends.SERVERS);
    talk.begin(
        Ends.client(pair % Ends.CLIENTS),
        FIRST_CLIENT_PORT + number / (Ends.CLIENTS * Ends.SERVERS) % CLIENT_PORTS,
        Ends.server(pair / Ends.CLIENTS),
        KNOWN_PORT,
        length,
        random.nextInt());
  }

  private void foreign() {
    int number = foreignBegun++;
    Talk talk = new Talk(clientMac, serverMac);
    talk.begin(
        Ends.client(number % Ends.CLIENTS),
        FIRST_CLIENT_PORT - 1 - number % 1_000,
        Ends.server(number % Ends.SERVERS),
        FIRST_FOREIGN_PORT + number,
        FOREIGN_PACKETS,
        random.nextInt());
    foreign.add(talk);
  }

  /**
   * Sends for so long.
   *
   * @param share of the full rate, up to 1
   * @param foreignEvery a foreign connection each time so many milliseconds have passed; 0: none
   */
  Sent send(Duration length, double share, int foreignEvery) throws IOException {
    long packetsBefore = packets;
    int begunBefore = begun;
    int foreignBefore = foreignBegun;
    long skipped = 0;
    long start = System.nanoTime();
    long due = start;
    double owed = 0;
    for (long tick = 1; due - start < length.toNanos(); tick++) {
      due += TICK;
      owed += perTick * share;
      for (; owed >= 1; owed--) {
        next();
      }
      if (foreignEvery > 0 && tick % foreignEvery == 0) {
        foreign();
      }
      further();
      flush();
      long ahead = due - System.nanoTime();
      if (ahead > 0) {
        LockSupport.parkNanos(ahead);
      } else if (-ahead > BEHIND_MAX) {
        skipped += -ahead / TICK;
        due -= ahead;
      }
    }
    while (!foreign.isEmpty()) {
      further();
      flush();
    }
    return new Sent(
        packets - packetsBefore,
        begun - begunBefore + foreignBegun - foreignBefore,
        foreignBegun - foreignBefore,
        (System.nanoTime() - start) / 1e9,
        skipped);
  }

  private void next() throws IOException {
    Talk talk = open[turn];
    turn = turn + 1 == open.length ? 0 : turn + 1;
    say(talk);
    if (talk.ended()) {
      known(talk, packetsEach);
    }
  }

  private void further() throws IOException {
    for (Iterator<Talk> each = foreign.iterator(); each.hasNext(); ) {
      Talk talk = each.next();
      say(talk);
      if (talk.ended()) {
        each.remove();
      }
    }
  }

  private void say(Talk talk) throws IOException {
    FrameSocket from = talk.clientIsNext() ? clients : servers;
    from.add(talk.write(from.bytes(), from.place()));
    packets++;
  }

  private void flush() throws IOException {
    clients.flush();
    servers.flush();
  }

  @Override
  public void close() throws IOException {
    try {
      clients.close();
    } finally {
      servers.close();
    }
  }
}
