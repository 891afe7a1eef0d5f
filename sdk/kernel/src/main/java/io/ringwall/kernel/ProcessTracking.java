package io.ringwall.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Programs as they are started and end on this host, in all containers, and which process connects
 * which TCP socket: as the kernel itself sees it, by small programs in it (eBPF, raw trace points),
 * so that a process need not live until somebody looks. What it tells waits in a ring of memory
 * shared with the kernel; while that is full, the kernel drops what comes.
 *
 * <p>Needs CAP_BPF and CAP_PERFMON, or CAP_SYS_ADMIN; Linux 5.8 with its type information
 * (/sys/kernel/btf/vmlinux), on a little-endian machine. One thread at a time, but {@link #close},
 * which may come from any thread.
 */
public final class ProcessTracking implements AutoCloseable {
  private static final int RING_MIN = 1 << 16;
  private static final Path NETWORK = Path.of("/proc/self/ns/net");

  private final KernelPrograms programs;
  private final RecordRing ring;
  private final int lost;
  private final int network;
  private volatile boolean closed;
  private boolean freed;

  private ProcessTracking(KernelPrograms programs, RecordRing ring, int lost, int network) {
    this.network = network;
    this.programs = programs;
    this.ring = ring;
    this.lost = lost;
  }

  /**
   * Begins to listen; what happens from now on is given by {@link #read}.
   *
   * @param bytes size of the ring, rounded up to a power of two, at least 64 KiB; a program that is
   *     started takes about 1.2 KiB of it
   * @throws KernelException when the kernel refuses; the message says why
   */
  public static ProcessTracking open(int bytes) throws KernelException {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      throw new KernelException(
          "processes are followed in Linux's kernel, and this is " + System.getProperty("os.name"),
          0);
    }
    TypeInformation types = TypeInformation.read(TypeInformation.OF_THE_KERNEL);
    KernelPrograms programs = new KernelPrograms();
    try {
      int size = Math.max(RING_MIN, Integer.highestOneBit(Math.max(1, bytes - 1)) << 1);
      int ring = programs.ring(size);
      int lost = programs.scratch(Long.BYTES);
      int network = ownNetwork();
      attach(programs, types, network, ring, lost);
      return new ProcessTracking(programs, RecordRing.of(ring, size), lost, network);
    } catch (KernelException e) {
      programs.close();
      throw new KernelException("processes cannot be followed: " + e.getMessage(), e.errno());
    }
  }

  /** The number by which the kernel knows the network that this process is in. */
  private static int ownNetwork() throws KernelException {
    try {
      return ((Number) Files.getAttribute(NETWORK, "unix:ino")).intValue();
    } catch (IOException e) {
      throw new KernelException("the network of this process cannot be told from " + NETWORK, 0);
    }
  }

  /** One may interrupt another, so that each has its own scratch memory. */
  private static void attach(
      KernelPrograms programs, TypeInformation types, int network, int ring, int lost)
      throws KernelException {
    Supply next =
        () -> new ProcessPrograms(types, network, ring, lost, programs.scratch(ProcessRecord.SIZE));
    programs.attach("sched_process_exec", next.programs().started());
    programs.attach("sched_process_exit", next.programs().ended());
    programs.attach("inet_sock_set_state", next.programs().socketChanged());
    programs.attach("tcp_retransmit_skb", next.programs().unanswered());
  }

  private interface Supply {
    ProcessPrograms programs() throws KernelException;
  }

  /**
   * Gives what happened since the last call, in its order.
   *
   * @param patience how long it waits for something to happen; at most 1 s a call
   * @param most records are read at most
   * @return how many were read; fewer than {@code most} when there are no more now
   * @throws KernelException when the kernel tells nothing any more
   */
  public synchronized int read(Duration patience, int most, ProcessListener listener)
      throws KernelException {
    if (closed) {
      return 0;
    }
    Instant boot = Instant.ofEpochSecond(0, Libc.booted());
    return ring.read(patience, most, bytes -> tell(new ProcessRecord(bytes, boot), listener));
  }

  private void tell(ProcessRecord record, ProcessListener listener) {
    switch (record.kind()) {
      case ProcessRecord.STARTED -> listener.started(record.process(), record.time());
      case ProcessRecord.ENDED ->
          listener.ended(record.hostPid(), record.exitStatus(), record.time());
      case ProcessRecord.CONNECTS ->
          listener.connects(
              record.socket(),
              record.process(),
              record.network() == network,
              record.remote(),
              record.remotePort(),
              record.time());
      case ProcessRecord.ACCEPTED ->
          listener.accepted(
              record.socket(),
              record.groups(),
              record.remote(),
              record.remotePort(),
              record.local(),
              record.localPort(),
              record.time());
      case ProcessRecord.CHANGED ->
          listener.changed(
              record.socket(),
              change(record),
              record.local(),
              record.localPort(),
              record.received(),
              record.time());
      default -> throw new IllegalStateException("a record of kind " + record.kind());
    }
  }

  private static ProcessListener.Change change(ProcessRecord record) {
    boolean connecting = record.stateBefore() == ProcessPrograms.SYN_SENT;
    return switch (record.state()) {
      case ProcessPrograms.SYN_SENT -> ProcessListener.Change.UNANSWERED;
      case ProcessPrograms.ESTABLISHED -> ProcessListener.Change.CONNECTED;
      default -> connecting ? ProcessListener.Change.FAILED : ProcessListener.Change.CLOSED;
    };
  }

  /**
   * How many records were dropped since this was opened, because too many waited.
   *
   * @throws KernelException when the kernel does not tell
   */
  public synchronized long lost() throws KernelException {
    return closed ? 0 : programs.sum(lost);
  }

  /** Was this closed. */
  public boolean closed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    synchronized (this) {
      if (!freed) {
        freed = true;
        ring.close();
        programs.close();
      }
    }
  }
}
