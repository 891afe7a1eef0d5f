package io.ringwall.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Programs that run in the kernel (eBPF) and the memory that they share with this process. All are
 * gone from the kernel when this is closed, or when the process ends. One thread.
 */
final class KernelPrograms implements AutoCloseable {
  private static final int MAP_CREATE = 0;
  private static final int MAP_LOOKUP = 1;
  private static final int PROGRAM_LOAD = 5;
  private static final int RAW_TRACEPOINT_OPEN = 17;

  private static final int MAP_ARRAY = 2;
  private static final int MAP_PER_PROCESSOR_ARRAY = 6;
  private static final int MAP_RING = 27;
  private static final int MAPPABLE = 1 << 10;
  private static final int PROGRAM_SOCKET_FILTER = 1;
  private static final int PROGRAM_RAW_TRACEPOINT = 17;
  private static final int SOL_SOCKET = 1;
  private static final int SO_ATTACH_BPF = 50;
  private static final int ATTRIBUTES = 128;
  private static final int LOG = 1 << 20;

  private static final Path POSSIBLE = Path.of("/sys/devices/system/cpu/possible");

  /** The kernel gives most of what a program may ask to those under such a licence alone. */
  private static final String LICENCE = "Dual BSD/GPL";

  private final List<Integer> descriptors = new ArrayList<>();
  private final int processors;

  /**
   * None yet.
   *
   * @throws KernelException when the machine does not tell its processors
   */
  KernelPrograms() throws KernelException {
    processors = processors();
  }

  private static int systemCall() throws KernelException {
    String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return switch (machine) {
      case "amd64", "x86_64" -> 321;
      case "aarch64" -> 280;
      default ->
          throw new KernelException(
              "programs for the kernel are written for amd64 and aarch64, and this is " + machine,
              0);
    };
  }

  private int ask(int command, String what, MemorySegment attributes) throws KernelException {
    Libc.Result result = Libc.bpf(systemCall(), command, attributes);
    if (result.failed()) {
      throw new KernelException(
          "the kernel refused '%s': %s (CAP_BPF and CAP_PERFMON, or CAP_SYS_ADMIN)"
              .formatted(what, Libc.reason(result.errno())),
          result.errno());
    }
    descriptors.add((int) result.value());
    return (int) result.value();
  }

  /**
   * A ring that programs write records into.
   *
   * @param bytes its size, a power of two and a multiple of the page size
   */
  int ring(int bytes) throws KernelException {
    return map(MAP_RING, 0, 0, bytes, 0, "a ring of " + bytes + " bytes");
  }

  /** Memory for one program at a time on each processor. */
  int scratch(int bytes) throws KernelException {
    return map(MAP_PER_PROCESSOR_ARRAY, 4, bytes, 1, 0, "scratch memory");
  }

  /** Memory that programs share with whoever {@linkplain Libc#map maps} it: so many such pieces. */
  int shared(int bytes, int pieces) throws KernelException {
    return map(MAP_ARRAY, 4, bytes, pieces, MAPPABLE, "shared memory");
  }

  /** Adds up over all processors the number that programs keep at the beginning of this memory. */
  long sum(int scratch) throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment values = arena.allocate(8L * processors, 8);
      MemorySegment attributes = arena.allocate(ATTRIBUTES, 8);
      attributes.set(JAVA_INT, 0, scratch);
      attributes.set(JAVA_LONG, 8, arena.allocate(8, 8).address());
      attributes.set(JAVA_LONG, 16, values.address());
      Libc.Result result = Libc.bpf(systemCall(), MAP_LOOKUP, attributes);
      if (result.failed()) {
        throw new KernelException(
            "the kernel does not tell what its programs counted: " + Libc.reason(result.errno()),
            result.errno());
      }
      long sum = 0;
      for (int i = 0; i < processors; i++) {
        sum += values.getAtIndex(JAVA_LONG, i);
      }
      return sum;
    }
  }

  /** How many processors this machine may ever have: the last number in ranges as "0-3,8-11". */
  private static int processors() throws KernelException {
    try {
      String ranges = Files.readString(POSSIBLE).strip();
      int begin = Math.max(ranges.lastIndexOf('-'), ranges.lastIndexOf(',')) + 1;
      return Integer.parseInt(ranges.substring(begin)) + 1;
    } catch (IOException | NumberFormatException e) {
      throw new KernelException(POSSIBLE + " does not tell the machine's processors", 0);
    }
  }

  private int map(int type, int key, int value, int entries, int flags, String what)
      throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attributes = arena.allocate(ATTRIBUTES, 8);
      attributes.set(JAVA_INT, 0, type);
      attributes.set(JAVA_INT, 4, key);
      attributes.set(JAVA_INT, 8, value);
      attributes.set(JAVA_INT, 12, entries);
      attributes.set(JAVA_INT, 16, flags);
      return ask(MAP_CREATE, what, attributes);
    }
  }

  /**
   * Has a program run at each pass of a raw trace point.
   *
   * @param point name of the trace point
   * @throws KernelException when the kernel does not take the program, or has no such point
   */
  void attach(String point, byte[] program) throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attributes = arena.allocate(ATTRIBUTES, 8);
      attributes.set(JAVA_LONG, 0, arena.allocateFrom(point).address());
      attributes.set(JAVA_INT, 8, load(PROGRAM_RAW_TRACEPOINT, point, program, arena));
      ask(RAW_TRACEPOINT_OPEN, "trace point " + point, attributes);
    }
  }

  /**
   * Has a program decide what a socket is given of each packet: so many bytes at most, 0 for none.
   *
   * @param socket descriptor of the socket
   * @throws KernelException when the kernel does not take the program
   */
  void filter(int socket, byte[] program) throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment filter = arena.allocate(JAVA_INT);
      filter.set(JAVA_INT, 0, load(PROGRAM_SOCKET_FILTER, "a socket's filter", program, arena));
      Libc.Result result = Libc.setOption(socket, SOL_SOCKET, SO_ATTACH_BPF, filter);
      if (result.failed()) {
        throw new KernelException(
            "the kernel refused a socket's filter: " + Libc.reason(result.errno()), result.errno());
      }
    }
  }

  private int load(int type, String name, byte[] program, Arena arena) throws KernelException {
    MemorySegment code = arena.allocate(program.length, 8);
    code.copyFrom(MemorySegment.ofArray(program));
    MemorySegment attributes = arena.allocate(ATTRIBUTES, 8);
    attributes.set(JAVA_INT, 0, type);
    attributes.set(JAVA_INT, 4, program.length / 8);
    attributes.set(JAVA_LONG, 8, code.address());
    attributes.set(JAVA_LONG, 16, arena.allocateFrom(LICENCE).address());
    try {
      return ask(PROGRAM_LOAD, "program for " + name, attributes);
    } catch (KernelException e) {
      throw new KernelException(e.getMessage() + complaint(attributes, arena), e.errno());
    }
  }

  /** What the kernel's verifier holds against a program. */
  private static String complaint(MemorySegment attributes, Arena arena) throws KernelException {
    MemorySegment log = arena.allocate(LOG);
    attributes.set(JAVA_INT, 24, 1);
    attributes.set(JAVA_INT, 28, LOG);
    attributes.set(JAVA_LONG, 32, log.address());
    Libc.Result again = Libc.bpf(systemCall(), PROGRAM_LOAD, attributes);
    if (!again.failed()) {
      Libc.close((int) again.value());
    }
    log.set(JAVA_BYTE, LOG - 1L, (byte) 0);
    String said = log.getString(0).strip();
    int begin = Math.max(0, said.length() - 500);
    return said.isEmpty() ? "" : "; its verifier says: " + said.substring(begin);
  }

  @Override
  public void close() {
    for (int descriptor : descriptors.reversed()) {
      Libc.close(descriptor);
    }
    descriptors.clear();
  }
}
