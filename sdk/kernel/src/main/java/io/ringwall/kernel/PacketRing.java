package io.ringwall.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The packets of one network interface, shared with the kernel in a ring of memory (packet(7),
 * TPACKET_V3): nothing is copied, and no system call is made for a packet. The kernel hands over a
 * block when it is full, or 5 ms after its first packet; while no block is free it drops packets,
 * and counts them.
 *
 * <p>Needs CAP_NET_RAW. Linux only. One thread, {@link #close} included.
 *
 * <pre>{@code
 * try (PacketRing ring = PacketRing.open("docker0", 32 << 20, true)) {
 *   while (going) {
 *     PacketRing.await(List.of(ring), Duration.ofMillis(50));
 *     while (ring.next()) {
 *       decode(ring.data(), ring.start(), ring.capturedLength());
 *     }
 *   }
 * }
 * }</pre>
 */
public final class PacketRing implements AutoCloseable {
  private static final int AF_PACKET = 17;
  private static final int SOCK_RAW_CLOEXEC = 3 | 0x8_0000;
  private static final int SOL_PACKET = 263;
  private static final int PACKET_ADD_MEMBERSHIP = 1;
  private static final int PACKET_RX_RING = 5;
  private static final int PACKET_STATISTICS = 6;
  private static final int PACKET_VERSION = 10;
  private static final int TPACKET_V3 = 2;
  private static final int ALL_PROTOCOLS = 3;
  private static final int PROMISCUOUS = 1;

  /** A block holds the largest packet that segmentation offload makes, and several of them. */
  private static final int BLOCK = 1 << 18;

  private static final int FRAME = 1 << 11;
  private static final int RETIRED_AFTER_MILLIS = 5;

  // struct tpacket_block_desc
  private static final int BLOCK_STATUS = 8;
  private static final int BLOCK_PACKETS = 12;
  private static final int BLOCK_FIRST = 16;

  // struct tpacket3_hdr
  private static final int PACKET_NEXT = 0;
  private static final int PACKET_SECONDS = 4;
  private static final int PACKET_NANOS = 8;
  private static final int PACKET_CAPTURED = 12;
  private static final int PACKET_LENGTH = 16;
  private static final int PACKET_STATUS = 20;
  private static final int PACKET_FRAME_AT = 24;
  private static final int PACKET_TAG = 32;
  private static final int STATUS_TAGGED = 1 << 4;
  private static final int TAG_VLAN = 0xfff;

  // struct sockaddr_ll behind it
  private static final int ADDRESS_AT = 48;
  private static final int PACKET_TYPE_AT = 10;
  private static final byte OUTGOING = 4;

  private static final int STATUS_KERNEL = 0;
  private static final int STATUS_USER = 1;
  private static final short POLLIN = 1;
  private static final int POLL_SIZE = 8;
  private static final long NANOS = 1_000_000_000L;
  private static final VarHandle STATUS = JAVA_INT.varHandle();

  private final String interfaceName;
  private final int descriptor;
  private final Arena arena;
  private final MemorySegment memory;
  private final ByteBuffer data;
  private final int blocks;
  private boolean closed;
  private int block;
  private boolean inBlock;
  private int left;
  private int next;
  private int packet;
  private long packets;
  private long dropped;
  private @Nullable ConnectionCounts counts;

  private PacketRing(String interfaceName, int descriptor, Arena arena, MemorySegment memory) {
    this.arena = arena;
    this.interfaceName = interfaceName;
    this.descriptor = descriptor;
    this.memory = memory;
    this.data = memory.asByteBuffer().asReadOnlyBuffer().order(ByteOrder.BIG_ENDIAN);
    this.blocks = (int) (memory.byteSize() / BLOCK);
  }

  /**
   * Opens a ring; packets from now on are in it.
   *
   * @param interfaceName an interface of this process's network namespace
   * @param bytes size of the ring, rounded up to whole blocks of 256 KiB, at least two; the kernel
   *     sets this much memory aside
   * @param promiscuous also what the interface itself would not take in; on a bridge that is what
   *     passes between its ports
   * @throws KernelException when there is no such interface, or the kernel refuses; the message
   *     says why
   */
  @SuppressWarnings("MustBeClosedChecker") // The ring closes its memory.
  public static PacketRing open(String interfaceName, int bytes, boolean promiscuous)
      throws KernelException {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      throw new KernelException(
          "packets are read from Linux's packet sockets, and this is "
              + System.getProperty("os.name"),
          0);
    }
    int index = index(interfaceName);
    // Protocol 0: nothing arrives before the socket is bound to its interface.
    int descriptor =
        (int)
            checked(
                interfaceName, "socket (CAP_NET_RAW)", Libc.socket(AF_PACKET, SOCK_RAW_CLOEXEC, 0));
    // Whoever still holds the packets' buffer when it is closed is refused, and does no harm.
    Arena ring = Arena.ofShared();
    try (Arena arena = Arena.ofConfined()) {
      int blocks = Math.max(2, Math.ceilDiv(bytes, BLOCK));
      setUp(interfaceName, descriptor, blocks, arena);
      long size = (long) blocks * BLOCK;
      long address = checked(interfaceName, "mmap", Libc.map(descriptor, size));
      MemorySegment memory = Libc.mapped(address, size, ring);
      if (promiscuous) {
        MemorySegment membership = arena.allocate(16, 4);
        membership.set(JAVA_INT, 0, index);
        membership.set(JAVA_SHORT, 4, (short) PROMISCUOUS);
        option(interfaceName, descriptor, PACKET_ADD_MEMBERSHIP, membership);
      }
      bind(interfaceName, descriptor, index, arena);
      return new PacketRing(interfaceName, descriptor, ring, memory);
    } catch (KernelException e) {
      ring.close();
      Libc.close(descriptor);
      throw e;
    }
  }

  private static int index(String interfaceName) throws KernelException {
    Path file = Path.of("/sys/class/net").resolve(interfaceName).resolve("ifindex");
    try {
      return Integer.parseInt(Files.readString(file).strip());
    } catch (IOException | NumberFormatException e) {
      throw new KernelException("there is no interface '" + interfaceName + "'", 0);
    }
  }

  private static void setUp(String interfaceName, int descriptor, int blocks, Arena arena)
      throws KernelException {
    MemorySegment version = arena.allocate(JAVA_INT);
    version.set(JAVA_INT, 0, TPACKET_V3);
    option(interfaceName, descriptor, PACKET_VERSION, version);
    MemorySegment request = arena.allocate(28, 4);
    int[] values = {BLOCK, blocks, FRAME, BLOCK / FRAME * blocks, RETIRED_AFTER_MILLIS, 0, 0};
    for (int i = 0; i < values.length; i++) {
      request.setAtIndex(JAVA_INT, i, values[i]);
    }
    option(interfaceName, descriptor, PACKET_RX_RING, request);
  }

  private static void bind(String interfaceName, int descriptor, int index, Arena arena)
      throws KernelException {
    MemorySegment address = arena.allocate(20, 4);
    address.set(JAVA_SHORT, 0, (short) AF_PACKET);
    address.set(JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN), 2, (short) ALL_PROTOCOLS);
    address.set(JAVA_INT, 4, index);
    checked(interfaceName, "bind", Libc.bind(descriptor, address));
  }

  private static void option(String interfaceName, int descriptor, int option, MemorySegment value)
      throws KernelException {
    checked(
        interfaceName,
        "setsockopt " + option,
        Libc.setOption(descriptor, SOL_PACKET, option, value));
  }

  private static long checked(String interfaceName, String what, Libc.Result result)
      throws KernelException {
    if (result.failed()) {
      throw new KernelException(
          "the packets of interface '%s' cannot be read: the kernel refused '%s': %s"
              .formatted(interfaceName, what, Libc.reason(result.errno())),
          result.errno());
    }
    return result.value();
  }

  /**
   * Waits until one of these has packets.
   *
   * @param patience how long; it is cut to whole milliseconds
   * @return false when none had any in this time
   * @throws KernelException when the kernel cannot be asked
   */
  public static boolean await(List<PacketRing> rings, Duration patience) throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment polls = arena.allocate((long) Math.max(1, rings.size()) * POLL_SIZE, 4);
      for (int i = 0; i < rings.size(); i++) {
        polls.set(JAVA_INT, (long) i * POLL_SIZE, rings.get(i).descriptor);
        polls.set(JAVA_SHORT, (long) i * POLL_SIZE + 4, POLLIN);
      }
      Libc.Result ready = Libc.awaitAny(polls, rings.size(), (int) patience.toMillis());
      if (ready.errno() == Libc.EINTR) {
        return false;
      }
      return checked("*", "poll", ready) > 0;
    }
  }

  /**
   * Moves to the next packet. What {@link #data} showed of the one before is not valid any more.
   *
   * @return false when none is there now
   */
  public boolean next() {
    while (left == 0) {
      if (closed) {
        return false;
      }
      int at = block * BLOCK;
      if (inBlock) {
        STATUS.setRelease(memory, (long) at + BLOCK_STATUS, STATUS_KERNEL);
        inBlock = false;
        block = (block + 1) % blocks;
        at = block * BLOCK;
      }
      int status = (int) STATUS.getAcquire(memory, (long) at + BLOCK_STATUS);
      if ((status & STATUS_USER) == 0) {
        return false;
      }
      inBlock = true;
      left = memory.get(JAVA_INT, (long) at + BLOCK_PACKETS);
      next = at + memory.get(JAVA_INT, (long) at + BLOCK_FIRST);
    }
    packet = next;
    left--;
    next = packet + memory.get(JAVA_INT, (long) packet + PACKET_NEXT);
    return true;
  }

  /**
   * Tells where the packets begin that {@link #next} will move to, as far as the kernel has handed
   * them over with this one: who knows them beforehand may have at hand what they will need.
   *
   * @param starts is given the index of the first byte of each, as many as there is room for
   * @return how many it was given; 0 does not mean that none will come
   */
  public int upcoming(int[] starts) {
    int count = Math.min(left, starts.length);
    int at = next;
    for (int i = 0; i < count; i++) {
      starts[i] = at + (memory.get(JAVA_SHORT, (long) at + PACKET_FRAME_AT) & 0xffff);
      at += memory.get(JAVA_INT, (long) at + PACKET_NEXT);
    }
    return count;
  }

  /**
   * Has the kernel count the ordinary packets of connections that are named to it, and keep them
   * from this ring, which must be of an Ethernet interface. It is closed with the ring.
   *
   * @param connections room for so many, rounded up to a power of two; 64 bytes of the kernel's
   *     memory each
   * @param incoming are only packets counted that this host receives: on the loopback interface
   *     each packet is there twice
   * @throws KernelException when the kernel refuses; all packets are in the ring then
   */
  public ConnectionCounts count(int connections, boolean incoming) throws KernelException {
    counts = ConnectionCounts.of(descriptor, connections, incoming);
    return counts;
  }

  /** Name of the interface. */
  public String interfaceName() {
    return interfaceName;
  }

  /**
   * The ring's memory, read-only, in network byte order; the packet's bytes are at {@link #start}.
   */
  public ByteBuffer data() {
    return data;
  }

  /** Index of the packet's first byte, that of its link-layer header. */
  public int start() {
    return packet + (memory.get(JAVA_SHORT, (long) packet + PACKET_FRAME_AT) & 0xffff);
  }

  /** Did this host send it; on the loopback interface each packet is there twice, once so. */
  public boolean outgoing() {
    return memory.get(JAVA_BYTE, (long) packet + ADDRESS_AT + PACKET_TYPE_AT) == OUTGOING;
  }

  /**
   * Number of the VLAN whose tag the kernel took off the packet, the outermost of several; 0 for
   * none, and for a tag that only says a priority. The kernel does so with all that this host
   * receives; what it sends may still have all its tags among its bytes.
   */
  public int vlan() {
    int status = memory.get(JAVA_INT, (long) packet + PACKET_STATUS);
    return (status & STATUS_TAGGED) == 0
        ? 0
        : memory.get(JAVA_INT, (long) packet + PACKET_TAG) & TAG_VLAN;
  }

  /** How many bytes of it are there. */
  public int capturedLength() {
    return memory.get(JAVA_INT, (long) packet + PACKET_CAPTURED);
  }

  /** How many bytes it has, before offloading cuts it for the wire. */
  public int originalLength() {
    return memory.get(JAVA_INT, (long) packet + PACKET_LENGTH);
  }

  /** When the kernel saw it, in nanoseconds since 1970, by this host's clock. */
  public long timeNanos() {
    long seconds = Integer.toUnsignedLong(memory.get(JAVA_INT, (long) packet + PACKET_SECONDS));
    return seconds * NANOS + memory.get(JAVA_INT, (long) packet + PACKET_NANOS);
  }

  /**
   * How the ring fared since it was opened.
   *
   * @param packets packets that the kernel saw, dropped ones included
   * @param dropped those for which no block was free
   */
  public record Statistics(long packets, long dropped) {}

  /**
   * How it fared until now.
   *
   * @throws KernelException when the kernel does not tell, as when the interface is gone
   */
  public Statistics statistics() throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment since = arena.allocate(12, 4);
      checked(
          interfaceName,
          "getsockopt " + PACKET_STATISTICS,
          Libc.option(descriptor, SOL_PACKET, PACKET_STATISTICS, since));
      // The kernel begins anew each time it is asked.
      packets += Integer.toUnsignedLong(since.get(JAVA_INT, 0));
      dropped += Integer.toUnsignedLong(since.get(JAVA_INT, 4));
      return new Statistics(packets, dropped);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      left = 0;
      arena.close();
      Libc.close(descriptor);
      if (counts != null) {
        counts.close();
      }
    }
  }
}
