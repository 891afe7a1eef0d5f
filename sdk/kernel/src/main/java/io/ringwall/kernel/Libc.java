package io.ringwall.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The system calls of this module, by the C library. Every one of them is here. */
@SuppressWarnings("restricted") // This module is the one that may.
final class Libc {
  static final int EINTR = 4;
  static final int ENOBUFS = 105;

  private static final long TEXT_MAX = 256;
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final long ERRNO =
      STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle SOCKET =
      call("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle BIND =
      call("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle SEND =
      call("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  private static final MethodHandle RECV =
      call("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  private static final MethodHandle POLL =
      call("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  private static final MethodHandle CLOSE =
      call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle SETSOCKOPT =
      call(
          "setsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle GETSOCKOPT =
      call(
          "getsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
  private static final MethodHandle MMAP =
      call(
          "mmap",
          FunctionDescriptor.of(
              JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
  private static final MethodHandle MUNMAP =
      call("munmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle BPF =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("syscall"),
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG),
          Linker.Option.firstVariadicArg(1),
          Linker.Option.captureCallState("errno"));
  private static final MethodHandle CLOCK =
      call("clock_gettime", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle PAGE_SIZE =
      call("getpagesize", FunctionDescriptor.of(JAVA_INT));
  private static final MethodHandle STRERROR =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));

  private Libc() {}

  private static MethodHandle call(String name, FunctionDescriptor shape) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name), shape, Linker.Option.captureCallState("errno"));
  }

  /** What a call returned, and why it failed when that is negative. */
  record Result(long value, int errno) {
    boolean failed() {
      return value < 0;
    }
  }

  private interface Invocation {
    long with(MemorySegment state) throws Throwable;
  }

  private static Result invoke(Invocation invocation) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      long value = invocation.with(state);
      return new Result(value, value < 0 ? state.get(JAVA_INT, ERRNO) : 0);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a system call threw", e);
    }
  }

  static Result socket(int domain, int type, int protocol) {
    return invoke(state -> (int) SOCKET.invokeExact(state, domain, type, protocol));
  }

  static Result bind(int descriptor, MemorySegment address) {
    return invoke(
        state -> (int) BIND.invokeExact(state, descriptor, address, (int) address.byteSize()));
  }

  static Result send(int descriptor, MemorySegment bytes) {
    return invoke(state -> (long) SEND.invokeExact(state, descriptor, bytes, bytes.byteSize(), 0));
  }

  static Result receive(int descriptor, MemorySegment buffer, int flags) {
    return invoke(
        state -> (long) RECV.invokeExact(state, descriptor, buffer, buffer.byteSize(), flags));
  }

  /** Waits until there is something to read; 0 when there was nothing in this time. */
  static Result awaitReadable(int descriptor, int millis) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment poll = arena.allocate(8, 4);
      poll.set(JAVA_INT, 0, descriptor);
      poll.set(ValueLayout.JAVA_SHORT, 4, (short) 1); // POLLIN
      return invoke(state -> (int) POLL.invokeExact(state, poll, 1L, millis));
    }
  }

  /** Waits until one of several has something to read; their states are then in {@code polls}. */
  static Result awaitAny(MemorySegment polls, int count, int millis) {
    return invoke(state -> (int) POLL.invokeExact(state, polls, (long) count, millis));
  }

  static Result setOption(int descriptor, int level, int option, MemorySegment value) {
    return invoke(state ->
        (int)
            SETSOCKOPT.invokeExact(
                state, descriptor, level, option, value, (int) value.byteSize()));
  }

  /** Reads an option into {@code value}, which may come back shorter. */
  static Result option(int descriptor, int level, int option, MemorySegment value) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment length = arena.allocate(JAVA_INT);
      length.set(JAVA_INT, 0, (int) value.byteSize());
      return invoke(
          state -> (int) GETSOCKOPT.invokeExact(state, descriptor, level, option, value, length));
    }
  }

  /** Maps what a descriptor stands for, to read and write; the value is its address. */
  static Result map(int descriptor, long bytes) {
    int readAndWrite = 1 | 2;
    return map(descriptor, bytes, readAndWrite, 0);
  }

  /** Maps what a descriptor stands for, from this offset on, to read. */
  static Result mapReadOnly(int descriptor, long bytes, long offset) {
    return map(descriptor, bytes, 1, offset);
  }

  private static Result map(int descriptor, long bytes, int protection, long offset) {
    int shared = 1;
    return invoke(state ->
        (long)
            MMAP.invokeExact(
                state, MemorySegment.NULL, bytes, protection, shared, descriptor, offset));
  }

  /** Asks for something of the kernel's programs; the number of the call differs by machine. */
  static Result bpf(long number, long command, MemorySegment attributes) {
    return invoke(
        state -> (long) BPF.invokeExact(state, number, command, attributes, attributes.byteSize()));
  }

  /** When this machine was started, in nanoseconds since 1970 by its clock as it is set now. */
  static long booted() {
    int realTime = 0;
    int sinceBoot = 7;
    return nanos(realTime) - nanos(sinceBoot);
  }

  private static long nanos(int clock) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment time = arena.allocate(16, 8);
      invoke(state -> (int) CLOCK.invokeExact(state, clock, time));
      return time.get(JAVA_LONG, 0) * 1_000_000_000L + time.get(JAVA_LONG, 8);
    }
  }

  /** Bytes of a page of memory. */
  static int pageSize() {
    return (int) invoke(state -> (int) PAGE_SIZE.invokeExact(state)).value();
  }

  /** The memory of a mapping; it is unmapped when the arena is closed. */
  static MemorySegment mapped(long address, long bytes, Arena arena) {
    return MemorySegment.ofAddress(address).reinterpret(bytes, arena, Libc::unmap);
  }

  private static void unmap(MemorySegment mapped) {
    invoke(state -> (int) MUNMAP.invokeExact(state, mapped, mapped.byteSize()));
  }

  static Result close(int descriptor) {
    return invoke(state -> (int) CLOSE.invokeExact(state, descriptor));
  }

  /** The kernel's reason, for people. */
  static String reason(int errno) {
    try {
      MemorySegment text = (MemorySegment) STRERROR.invokeExact(errno);
      return text.reinterpret(TEXT_MAX).getString(0);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a call of the C library threw", e);
    }
  }
}
