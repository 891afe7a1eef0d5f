package io.ringwall.kernel;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The addresses of this host (of this process's network namespace), read from the kernel, which
 * tells when they change: nothing is polled, and an address that comes for a second is not missed
 * for long. Needs no privilege. Linux only.
 *
 * <p>One thread at a time, but {@link #close}, which may come from any thread and makes a waiting
 * call return.
 */
public final class HostAddresses implements AutoCloseable {
  private static final Duration SLICE = Duration.ofMillis(100);
  private static final Duration ANSWER = Duration.ofSeconds(1);
  private static final int ANSWERS_MAX = 10_000;

  private final NetlinkSocket changes;
  private int sequence;

  private HostAddresses(NetlinkSocket changes) {
    this.changes = changes;
  }

  /**
   * Begins to listen; what changes from now on is told by {@link #awaitChange}.
   *
   * @throws KernelException when the kernel has no netlink for us; the message says why
   */
  public static HostAddresses open() throws KernelException {
    return new HostAddresses(
        NetlinkSocket.open(
            NetlinkSocket.Subsystem.ROUTE,
            AddressMessages.IPV4_CHANGES | AddressMessages.IPV6_CHANGES));
  }

  /**
   * All addresses now, in the kernel's order.
   *
   * @throws KernelException when the kernel does not answer
   */
  public Set<HostAddress> now() throws KernelException {
    // A socket of its own: an answer and the changes told meanwhile do not mix.
    try (NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.Subsystem.ROUTE, 0)) {
      socket.send(AddressMessages.request(++sequence));
      Set<HostAddress> all = new LinkedHashSet<>();
      for (int i = 0; i < ANSWERS_MAX; i++) {
        ByteBuffer part = socket.read(ANSWER);
        if (!part.hasRemaining()) {
          throw new KernelException(
              "the kernel did not answer within 1 s which addresses it has", 0);
        }
        switch (AddressMessages.addresses(part, all)) {
          case END -> {
            return all;
          }
          case REFUSAL ->
              throw new KernelException("the kernel refused to tell which addresses it has", 0);
          case PART -> {}
        }
      }
      throw new KernelException("the kernel's answer does not end", 0);
    }
  }

  /**
   * Waits until an address came or went since the last call, or since {@link #open}.
   *
   * @return false when that did not happen in this time, or when this was closed
   * @throws InterruptedException when interrupted while it waits
   * @throws KernelException when the kernel tells nothing any more
   */
  public boolean awaitChange(Duration patience) throws InterruptedException, KernelException {
    long end = System.nanoTime() + patience.toNanos();
    while (!changes.closed()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (changed()) {
        return true;
      }
      if (System.nanoTime() >= end) {
        return false;
      }
    }
    return false;
  }

  /** Was this closed. */
  public boolean closed() {
    return changes.closed();
  }

  /** So many changes at once that some were lost are a change, too. */
  private boolean changed() throws KernelException {
    try {
      return AddressMessages.tellOfChange(changes.read(SLICE));
    } catch (KernelException e) {
      if (e.errno() == Libc.ENOBUFS) {
        return true;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    changes.close();
  }
}
