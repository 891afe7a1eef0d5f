package io.ringwall.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * TCP connections over IPv4 whose ordinary packets the kernel counts instead of putting them into a
 * {@link PacketRing}, so that nobody is woken for them: those with ACK or PSH and no other flag,
 * and an open window, in one IP packet without options or VLAN tag. All others are in the ring as
 * ever, the ones that begin or end a connection among them; from the first one on with another flag
 * or a closed window, or whose payload begins as a ClientHello of TLS does, or that is the first of
 * its kind ({@link Expected}), or whose sequence number lies 2^30 or more from what was expected,
 * all packets of that connection are, until it is begun again.
 *
 * <p>The kernel follows sequence numbers: bytes that come twice count once, and those that never
 * came are told. What it counts is read from memory that is shared with it, without a system call.
 * A connection is known by a handle from {@link #begin} until {@link #end}.
 *
 * <p>Needs CAP_BPF, or CAP_SYS_ADMIN; Linux 5.5 on a little-endian machine. One thread: the ring's.
 */
public final class ConnectionCounts {
  /** What {@link #begin} gives when there is no room. */
  public static final int NONE = -1;

  private static final VarHandle BYTE = JAVA_BYTE.varHandle();
  private static final int BUCKETS_MAX = 1 << 20;

  private final KernelPrograms programs;
  private final Arena arena;
  private final MemorySegment memory;
  private final int buckets;

  private ConnectionCounts(
      KernelPrograms programs, Arena arena, MemorySegment memory, int buckets) {
    this.programs = programs;
    this.arena = arena;
    this.memory = memory;
    this.buckets = buckets;
  }

  @SuppressWarnings("MustBeClosedChecker") // It is closed with the ring.
  static ConnectionCounts of(int socket, int connections, boolean incoming) throws KernelException {
    if (!ByteOrder.nativeOrder().equals(ByteOrder.LITTLE_ENDIAN)) {
      throw new KernelException("packets are counted on little-endian machines only", 0);
    }
    int wanted = Math.max(1, connections / CountingProgram.ENTRIES);
    int buckets = Math.min(BUCKETS_MAX, Integer.highestOneBit(Math.max(1, 2 * wanted - 1)));
    KernelPrograms programs = new KernelPrograms();
    Arena arena = Arena.ofShared();
    try {
      int map = programs.shared(CountingProgram.ENTRY * CountingProgram.ENTRIES, buckets);
      long bytes = (long) CountingProgram.ENTRY * CountingProgram.ENTRIES * buckets;
      int page = Libc.pageSize();
      Libc.Result mapped = Libc.map(map, (bytes + page - 1) / page * page);
      if (mapped.failed()) {
        throw new KernelException(
            "the kernel does not share its counts: " + Libc.reason(mapped.errno()), mapped.errno());
      }
      MemorySegment memory = Libc.mapped(mapped.value(), bytes, arena);
      programs.filter(socket, CountingProgram.of(map, buckets, incoming));
      return new ConnectionCounts(programs, arena, memory, buckets);
    } catch (KernelException e) {
      arena.close();
      programs.close();
      throw new KernelException("the kernel does not count packets: " + e.getMessage(), e.errno());
    }
  }

  /**
   * What is known of one side of a connection. What would be the first of its kind is not counted.
   *
   * @param next the sequence number that comes next, as far as is known
   * @param spoke did it send payload
   * @param acknowledged did it send a packet without payload
   * @param repeated did bytes of it come twice
   */
  public record Expected(int next, boolean spoke, boolean acknowledged, boolean repeated) {
    private byte marks() {
      return (byte)
          ((spoke ? CountingProgram.SPOKE : 0)
              | (acknowledged ? CountingProgram.ACKNOWLEDGED : 0)
              | (repeated ? CountingProgram.REPEATED : 0));
    }
  }

  /**
   * From now on the kernel counts this connection's ordinary packets. Those that are in the ring
   * already stay there.
   *
   * @param originator address of who began it, in network byte order
   * @param responder the other's
   * @param ofOriginator what is known of who began it
   * @param ofResponder what is known of the other
   * @return the connection's handle, or {@link #NONE} when there is no room for it
   */
  public int begin(
      int originator,
      int originatorPort,
      int responder,
      int responderPort,
      Expected ofOriginator,
      Expected ofResponder) {
    int source = Integer.reverseBytes(originator);
    int destination = Integer.reverseBytes(responder);
    int ports = Integer.reverseBytes(originatorPort << Short.SIZE | responderPort & 0xffff);
    int bucket = CountingProgram.bucket(source, destination, ports, buckets);
    for (int i = 0; i < CountingProgram.ENTRIES; i++) {
      int handle = bucket * CountingProgram.ENTRIES + i;
      long at = at(handle);
      if (memory.get(JAVA_BYTE, at + CountingProgram.STATE) == CountingProgram.FREE) {
        long addresses = (long) destination << Integer.SIZE | source & 0xffff_ffffL;
        memory.asSlice(at, CountingProgram.ENTRY).fill((byte) 0);
        memory.set(JAVA_LONG, at + CountingProgram.ADDRESSES, addresses);
        memory.set(JAVA_INT, at + CountingProgram.PORTS, ports);
        memory.set(JAVA_BYTE, at + CountingProgram.ORIGINATOR_MARKS, ofOriginator.marks());
        memory.set(JAVA_BYTE, at + CountingProgram.RESPONDER_MARKS, ofResponder.marks());
        expect(at + CountingProgram.ORIGINATOR, ofOriginator.next());
        expect(at + CountingProgram.RESPONDER, ofResponder.next());
        BYTE.setRelease(memory, at + CountingProgram.STATE, (byte) CountingProgram.COUNTS);
        return handle;
      }
    }
    return NONE;
  }

  private void expect(long side, int sequence) {
    memory.set(JAVA_INT, side + CountingProgram.FIRST, sequence);
    memory.set(JAVA_INT, side + CountingProgram.NEXT, sequence);
  }

  private static long at(int handle) {
    return (long) handle * CountingProgram.ENTRY;
  }

  /**
   * Are its packets in the ring again, from one on that was not to be counted. Read after that one
   * was taken from the ring, it is true.
   */
  public boolean isStopped(int handle) {
    return (byte) BYTE.getAcquire(memory, at(handle) + CountingProgram.STATE)
        == CountingProgram.STOPPED;
  }

  /** The connection's packets are all in the ring again; its handle may be given to another. */
  public void end(int handle) {
    BYTE.setRelease(memory, at(handle) + CountingProgram.STATE, (byte) CountingProgram.FREE);
  }

  /**
   * What was counted of one side of a connection since {@link #begin}.
   *
   * @param packets the lower 32 bits of their number
   * @param bytes bytes of their payload, those that came twice once
   * @param missing bytes that were passed over between them and never came
   * @param firstSequence the sequence number of the first of them, or that of {@link Expected}
   *     while there is none; what precedes it is in the ring, or never came, and is not missing
   *     here
   * @param nextSequence the sequence number that comes next
   */
  public record Side(int packets, long bytes, int missing, int firstSequence, int nextSequence) {}

  /** The lower 32 bits of the number of packets that were counted of both sides by now. */
  public int packets(int handle) {
    long at = at(handle) + CountingProgram.PACKETS;
    return memory.get(JAVA_INT, at + CountingProgram.ORIGINATOR)
        + memory.get(JAVA_INT, at + CountingProgram.RESPONDER);
  }

  /** What was counted of one side by now, or until {@link #end}. */
  public Side side(int handle, boolean ofOriginator) {
    int side = ofOriginator ? CountingProgram.ORIGINATOR : CountingProgram.RESPONDER;
    long at = at(handle) + side;
    return new Side(
        memory.get(JAVA_INT, at + CountingProgram.PACKETS),
        memory.get(JAVA_LONG, at + CountingProgram.BYTES),
        memory.get(JAVA_INT, at + CountingProgram.MISSING),
        memory.get(JAVA_INT, at + CountingProgram.FIRST),
        memory.get(JAVA_INT, at + CountingProgram.NEXT));
  }

  /** How many connections there is room for at most; who fall into one place, two at a time. */
  public int room() {
    return buckets * CountingProgram.ENTRIES;
  }

  void close() {
    arena.close();
    programs.close();
  }
}
