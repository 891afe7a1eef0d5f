package io.ringwall.kernel;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connections that the kernel tracks in this process's network namespace (ctnetlink): the table
 * as it is, and what happens to connections from now on. The kernel tracks what a rule of its
 * packet filter or of address translation asks it to; between ports of one bridge it does so only
 * where br_netfilter hands over what is bridged.
 *
 * <p>Changes wait in a buffer of the kernel until they are read. When it is full the kernel drops
 * what comes, and says so, which {@link #overruns} counts: whoever keeps a picture of the table
 * then reads it anew. Of TCP the changes told are those by which a connection begins, is
 * established, and ends.
 *
 * <p>Needs CAP_NET_ADMIN. Linux only. One thread at a time, but {@link #close}, which may come from
 * any thread and makes a waiting call return.
 */
public final class ConnectionTracking implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(1);

  private final NetlinkSocket changes;
  private long overruns;
  private int sequence;

  private ConnectionTracking(NetlinkSocket changes) {
    this.changes = changes;
  }

  /**
   * Begins to listen; what changes from now on is given by {@link #read}.
   *
   * @param bytes of changes that may wait to be read; a change takes about 1 KiB of it
   * @throws KernelException when the kernel refuses; the message says why
   */
  public static ConnectionTracking open(int bytes) throws KernelException {
    NetlinkSocket socket = null;
    try {
      socket = NetlinkSocket.open(NetlinkSocket.Subsystem.NETFILTER, 0);
      socket.room(bytes);
      socket.filter(ConnectionFilter.program());
      socket.listen(ConnectionMessages.CHANGES);
      return new ConnectionTracking(socket);
    } catch (KernelException e) {
      if (socket != null) {
        socket.close();
      }
      throw new KernelException(
          "connections cannot be followed: " + e.getMessage() + " (CAP_NET_ADMIN)", e.errno());
    }
  }

  /**
   * Gives all connections that are tracked now, in no order. What begins or ends meanwhile may be
   * among them or not; {@link #read} tells.
   *
   * @throws KernelException when the kernel does not answer, or no longer
   */
  public void dump(Consumer<TrackedConnection> taker) throws KernelException {
    // A socket of its own: an answer and the changes told meanwhile do not mix.
    try (NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.Subsystem.NETFILTER, 0)) {
      socket.send(ConnectionMessages.dump(++sequence));
      ConnectionMessages.Held held = ConnectionMessages.Held.PART;
      while (held == ConnectionMessages.Held.PART) {
        ByteBuffer part = socket.read(ANSWER);
        if (!part.hasRemaining()) {
          throw new KernelException(
              "the kernel did not answer within 1 s which connections it tracks", 0);
        }
        held = ConnectionMessages.changes(part, change -> taker.accept(change.connection()));
      }
      if (held == ConnectionMessages.Held.REFUSAL) {
        throw new KernelException(
            "the kernel refused to tell which connections it tracks (CAP_NET_ADMIN)", 0);
      }
    }
  }

  /**
   * The connection as it is now.
   *
   * @return null when it is not tracked any more
   * @throws KernelException when the kernel does not answer
   */
  public @Nullable TrackedConnection find(TrackedConnection known) throws KernelException {
    try (NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.Subsystem.NETFILTER, 0)) {
      socket.send(ConnectionMessages.question(known, ++sequence));
      TrackedConnection[] found = new TrackedConnection[1];
      ConnectionMessages.changes(socket.read(ANSWER), change -> found[0] = change.connection());
      return found[0];
    }
  }

  /**
   * Gives what happened since the last call, in its order.
   *
   * @param patience how long it waits for something to happen; at most 1 s a call
   * @param most changes are given at most
   * @return how many were given; fewer than {@code most} when there are no more now
   * @throws KernelException when the kernel tells nothing any more
   */
  public int read(Duration patience, int most, Consumer<ConnectionChange> taker)
      throws KernelException {
    int[] given = new int[1];
    Duration wait = patience;
    while (given[0] < most) {
      ByteBuffer messages = next(wait);
      if (!messages.hasRemaining()) {
        break;
      }
      ConnectionMessages.changes(
          messages,
          change -> {
            given[0]++;
            taker.accept(change);
          });
      wait = Duration.ZERO;
    }
    return given[0];
  }

  /** After a loss the kernel goes on with what came after it. */
  private ByteBuffer next(Duration wait) throws KernelException {
    while (true) {
      try {
        return changes.read(wait);
      } catch (KernelException e) {
        if (e.errno() != Libc.ENOBUFS) {
          throw e;
        }
        overruns++;
      }
    }
  }

  /** How often changes were lost since this was opened, because too many waited. */
  public long overruns() {
    return overruns;
  }

  /** Was this closed. */
  public boolean closed() {
    return changes.closed();
  }

  @Override
  public void close() {
    changes.close();
  }
}
