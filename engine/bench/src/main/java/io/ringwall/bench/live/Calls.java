package io.ringwall.bench.live;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** The calls of Linux's C library that the sender of frames needs. */
@SuppressWarnings("restricted") // bin/run lets this class path call native code.
final class Calls {
  private static final int AF_PACKET = 17;
  private static final int SOCK_RAW_CLOEXEC = 3 | 0x8_0000;
  private static final int SOL_PACKET = 263;
  private static final int PACKET_QDISC_BYPASS = 20;
  private static final int CLOSE_ON_EXEC = 0x8_0000;
  private static final int NETWORK_NAMESPACE = 0x4000_0000;
  private static final int ADDRESS_SIZE = 20;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final long ERRNO =
      STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle OPEN =
      call("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle CLOSE =
      call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle SETNS =
      call("setns", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle SOCKET =
      call("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle BIND =
      call("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle SETSOCKOPT =
      call(
          "setsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle SENDMMSG =
      call("sendmmsg", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));

  private Calls() {}

  private static MethodHandle call(String name, FunctionDescriptor shape) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name), shape, Linker.Option.captureCallState("errno"));
  }

  private interface Invocation {
    int with(MemorySegment state) throws Throwable;
  }

  private static int invoke(String what, Invocation invocation) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int value = invocation.with(state);
      if (value < 0) {
        throw new IOException(
            "the kernel refused '" + what + "': error " + state.get(JAVA_INT, ERRNO));
      }
      return value;
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(what, e);
    }
  }

  /** Puts the calling thread into a network namespace, for the rest of its life. */
  static void enter(Path namespace) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment path = arena.allocateFrom(namespace.toString());
      int file =
          invoke("open " + namespace, state -> (int) OPEN.invokeExact(state, path, CLOSE_ON_EXEC));
      try {
        invoke("setns", state -> (int) SETNS.invokeExact(state, file, NETWORK_NAMESPACE));
      } finally {
        close(file);
      }
    }
  }

  /** A socket whose frames leave by this interface at once, without a queue. */
  static int frames(int interfaceIndex) throws IOException {
    int socket =
        invoke("socket", state -> (int) SOCKET.invokeExact(state, AF_PACKET, SOCK_RAW_CLOEXEC, 0));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(ADDRESS_SIZE, 4);
      address.set(JAVA_SHORT, 0, (short) AF_PACKET);
      address.set(ValueLayout.JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN), 2, (short) 0);
      address.set(JAVA_INT, 4, interfaceIndex);
      invoke("bind", state -> (int) BIND.invokeExact(state, socket, address, ADDRESS_SIZE));
      MemorySegment on = arena.allocateFrom(JAVA_INT, 1);
      invoke(
          "setsockopt",
          state ->
              (int) SETSOCKOPT.invokeExact(state, socket, SOL_PACKET, PACKET_QDISC_BYPASS, on, 4));
    } catch (IOException e) {
      close(socket);
      throw e;
    }
    return socket;
  }

  /** Sends so many of these messages (an array of mmsghdr), and returns how many were sent. */
  static int send(int socket, MemorySegment messages, int number) throws IOException {
    return invoke(
        "sendmmsg", state -> (int) SENDMMSG.invokeExact(state, socket, messages, number, 0));
  }

  static void close(int descriptor) throws IOException {
    invoke("close", state -> (int) CLOSE.invokeExact(state, descriptor));
  }
}
