package io.ringwall.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;

/**
 * A netlink socket to the kernel's tables of addresses and routes (rtnetlink(7)). Used by one
 * thread at a time; {@link #close} may come from any and waits for a call that is under way, which
 * is short.
 */
final class RouteSocket implements AutoCloseable {
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW_CLOEXEC = 3 | 0x8_0000;
  private static final int NETLINK_ROUTE = 0;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int BUFFER = 1 << 17;

  private final int descriptor;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment buffer;
  private volatile boolean closed;
  private boolean freed;

  private RouteSocket(int descriptor) {
    this.descriptor = descriptor;
    buffer = arena.allocate(BUFFER, 8);
  }

  /**
   * Opens one.
   *
   * @param groups the groups of changes that it is told of, as bits; 0 for none
   */
  static RouteSocket open(int groups) throws KernelException {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      throw new KernelException(
          "addresses are read from Linux's netlink, and this is " + System.getProperty("os.name"),
          0);
    }
    int descriptor =
        (int) checked("socket", Libc.socket(AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_ROUTE));
    var socket = new RouteSocket(descriptor);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(12, 4);
      address.set(JAVA_SHORT, 0, (short) AF_NETLINK);
      address.set(JAVA_INT, 8, groups);
      checked("bind", Libc.bind(descriptor, address));
      return socket;
    } catch (KernelException e) {
      socket.close();
      throw e;
    }
  }

  private static long checked(String what, Libc.Result result) throws KernelException {
    if (result.failed()) {
      throw new KernelException(
          "the kernel's netlink (NETLINK_ROUTE) refused '%s': %s"
              .formatted(what, Libc.reason(result.errno())),
          result.errno());
    }
    return result.value();
  }

  /** Sends one message. */
  synchronized void send(byte[] message) throws KernelException {
    checkOpen();
    MemorySegment bytes = buffer.asSlice(0, message.length);
    bytes.copyFrom(MemorySegment.ofArray(message));
    checked("send", Libc.send(descriptor, bytes));
  }

  /**
   * Reads what has come.
   *
   * @param patience how long it waits for that; at most 1 s
   * @return whole messages in the byte order of this machine; empty when none came, or when this
   *     socket was closed meanwhile
   * @throws KernelException with {@link Libc#ENOBUFS} when messages were lost, since too many came
   */
  synchronized ByteBuffer read(Duration patience) throws KernelException {
    if (closed) {
      return ByteBuffer.allocate(0);
    }
    Libc.Result ready = Libc.awaitReadable(descriptor, (int) Math.min(1_000, patience.toMillis()));
    if (ready.value() == 0 || ready.errno() == Libc.EINTR) {
      return ByteBuffer.allocate(0);
    }
    checked("poll", ready);
    int length = (int) checked("recv", Libc.receive(descriptor, buffer, MSG_DONTWAIT));
    byte[] copy = buffer.asSlice(0, length).toArray(JAVA_BYTE);
    return ByteBuffer.wrap(copy).order(ByteOrder.nativeOrder());
  }

  boolean closed() {
    return closed;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("closed");
    }
  }

  @Override
  public void close() {
    closed = true;
    synchronized (this) {
      if (!freed) {
        freed = true;
        Libc.close(descriptor);
        arena.close();
      }
    }
  }
}
