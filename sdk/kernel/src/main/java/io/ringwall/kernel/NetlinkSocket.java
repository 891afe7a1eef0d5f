package io.ringwall.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;

/**
 * A netlink socket (netlink(7)) to one of the kernel's subsystems. Used by one thread at a time;
 * {@link #close} may come from any and waits for a call that is under way, which is short.
 */
final class NetlinkSocket implements AutoCloseable {
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW_CLOEXEC = 3 | 0x8_0000;
  private static final int SOL_SOCKET = 1;
  private static final int SO_ATTACH_FILTER = 26;
  private static final int SO_RCVBUFFORCE = 33;
  private static final int SOL_NETLINK = 270;
  private static final int NETLINK_ADD_MEMBERSHIP = 1;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int BUFFER = 1 << 17;
  private static final int EAGAIN = 11;

  /** What speaks at the other end. */
  enum Subsystem {
    /** Addresses and routes (rtnetlink(7)). */
    ROUTE(0),
    /** Packet filter and connection tracking. */
    NETFILTER(12);

    private final int number;

    Subsystem(int number) {
      this.number = number;
    }
  }

  private final Subsystem subsystem;
  private final int descriptor;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment buffer;
  private volatile boolean closed;
  private boolean freed;

  private NetlinkSocket(Subsystem subsystem, int descriptor) {
    this.subsystem = subsystem;
    this.descriptor = descriptor;
    buffer = arena.allocate(BUFFER, 8);
  }

  /**
   * Opens one.
   *
   * @param groups the groups of changes that it is told of, as bits; 0 for none
   */
  static NetlinkSocket open(Subsystem subsystem, int groups) throws KernelException {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      throw new KernelException(
          "this asks Linux's netlink, and here is " + System.getProperty("os.name"), 0);
    }
    int descriptor =
        (int)
            checked(
                subsystem, "socket", Libc.socket(AF_NETLINK, SOCK_RAW_CLOEXEC, subsystem.number));
    var socket = new NetlinkSocket(subsystem, descriptor);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(12, 4);
      address.set(JAVA_SHORT, 0, (short) AF_NETLINK);
      address.set(JAVA_INT, 8, groups);
      checked(subsystem, "bind", Libc.bind(descriptor, address));
      return socket;
    } catch (KernelException e) {
      socket.close();
      throw e;
    }
  }

  private static long checked(Subsystem subsystem, String what, Libc.Result result)
      throws KernelException {
    if (result.failed()) {
      throw new KernelException(
          "the kernel's netlink (NETLINK_%s) refused '%s': %s"
              .formatted(subsystem, what, Libc.reason(result.errno())),
          result.errno());
    }
    return result.value();
  }

  /** Begins to be told of these groups of changes, as bits, besides those of the opening. */
  synchronized void listen(int groups) throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment group = arena.allocate(JAVA_INT);
      for (int bits = groups; bits != 0; bits &= bits - 1) {
        group.set(JAVA_INT, 0, Integer.numberOfTrailingZeros(bits) + 1);
        checked(
            subsystem,
            "setsockopt NETLINK_ADD_MEMBERSHIP",
            Libc.setOption(descriptor, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group));
      }
    }
  }

  /**
   * Asks for room for messages that wait to be read.
   *
   * @param bytes how much, beyond what the host allows others; the kernel takes twice of it
   */
  synchronized void room(int bytes) throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(JAVA_INT);
      value.set(JAVA_INT, 0, bytes);
      checked(
          subsystem,
          "setsockopt SO_RCVBUFFORCE",
          Libc.setOption(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, value));
    }
  }

  /**
   * Has the kernel ask this program of each message whether it is of interest.
   *
   * @param program in the classic form of BPF, an instruction a long: code, two jumps, operand
   */
  synchronized void filter(long[] program) throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment instructions = arena.allocate(8L * program.length, 8);
      for (int i = 0; i < program.length; i++) {
        instructions.set(JAVA_SHORT, 8L * i, (short) (program[i] >>> 48));
        instructions.set(JAVA_BYTE, 8L * i + 2, (byte) (program[i] >>> 40));
        instructions.set(JAVA_BYTE, 8L * i + 3, (byte) (program[i] >>> 32));
        instructions.set(JAVA_INT, 8L * i + 4, (int) program[i]);
      }
      MemorySegment whole = arena.allocate(16, 8);
      whole.set(JAVA_SHORT, 0, (short) program.length);
      whole.set(ADDRESS, 8, instructions);
      checked(
          subsystem,
          "setsockopt SO_ATTACH_FILTER",
          Libc.setOption(descriptor, SOL_SOCKET, SO_ATTACH_FILTER, whole));
    }
  }

  /** Sends one message. */
  synchronized void send(byte[] message) throws KernelException {
    checkOpen();
    MemorySegment bytes = buffer.asSlice(0, message.length);
    bytes.copyFrom(MemorySegment.ofArray(message));
    checked(subsystem, "send", Libc.send(descriptor, bytes));
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
    Libc.Result received = Libc.receive(descriptor, buffer, MSG_DONTWAIT);
    if (received.errno() == EAGAIN && patience.isPositive()) {
      Libc.Result ready =
          Libc.awaitReadable(descriptor, (int) Math.min(1_000, patience.toMillis()));
      if (ready.value() == 0 || ready.errno() == Libc.EINTR) {
        return ByteBuffer.allocate(0);
      }
      checked(subsystem, "poll", ready);
      received = Libc.receive(descriptor, buffer, MSG_DONTWAIT);
    }
    if (received.errno() == EAGAIN) {
      return ByteBuffer.allocate(0);
    }
    int length = (int) checked(subsystem, "recv", received);
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
