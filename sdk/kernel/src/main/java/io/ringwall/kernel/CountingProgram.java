package io.ringwall.kernel;

import io.ringwall.kernel.Assembler.Size;
import io.ringwall.kernel.Assembler.Test;

/**
 * A filter of a packet socket that counts the ordinary packets of known TCP connections over IPv4,
 * and keeps them from the socket: what neither begins nor ends a connection, nor closes the window,
 * nor offers TLS, nor is the first of its kind. It follows sequence numbers as whoever reads the
 * packets would. All others pass, and nothing is counted of a connection after one of them, so that
 * who reads it knows what was before.
 *
 * <p>The connections are in memory shared with this process: buckets of two, found by a hash that
 * {@link #bucket} computes too.
 *
 * <p>An entry has two addresses and ports as the originator's packets carry them, and for each
 * direction what was counted.
 */
final class CountingProgram {
  /** Bytes of an entry. */
  static final int ENTRY = 64;

  /** Entries of a bucket. */
  static final int ENTRIES = 2;

  static final int ADDRESSES = 0;
  static final int PORTS = 8;

  /** A byte: {@link #FREE}, {@link #COUNTS} or {@link #STOPPED}. */
  static final int STATE = 12;

  static final int FREE = 0;
  static final int COUNTS = 1;
  static final int STOPPED = 2;

  /** A byte each, of what is not the first of its kind: {@link #REPEATED} and others. */
  static final int ORIGINATOR_MARKS = 13;

  static final int RESPONDER_MARKS = 14;

  /** What is counted of each direction. */
  static final int ORIGINATOR = 16;

  static final int RESPONDER = 40;

  // Of a direction.
  static final int BYTES = 0;
  static final int PACKETS = 8;
  static final int FIRST = 12;
  static final int NEXT = 16;
  static final int MISSING = 20;

  /** Bytes came twice. */
  static final int REPEATED = 1;

  /** There were packets that only acknowledge. */
  static final int ACKNOWLEDGED = 2;

  /** There were packets with payload. */
  static final int SPOKE = 4;

  private static final int MAP_LOOKUP = 1;
  private static final int LOAD_BYTES = 26;

  // struct __sk_buff
  private static final int CONTEXT_TYPE = 4;
  private static final int CONTEXT_PROTOCOL = 16;
  private static final int CONTEXT_TAGGED = 20;
  private static final int OUTGOING = 4; // PACKET_OUTGOING
  private static final int IPV4 = 0x0008; // ETH_P_IP in network byte order

  private static final int ETHERNET = 14;

  /** Where the headers of IP and TCP are put on the stack. */
  private static final int HEADERS = -40;

  private static final int HEADERS_LENGTH = 40;
  private static final int KEY = -48;

  /** The size of the payload. */
  private static final int LENGTH = -56;

  /** Is it to be counted: 1, or 0. */
  private static final int COUNTABLE = -64;

  /** The packet itself, as helpers want it. */
  private static final int CONTEXT = -72;

  /** The beginning of the payload. */
  private static final int PAYLOAD = -88;

  // The head of a TLS record with a ClientHello: bytes of it, and where the version of that lies.
  private static final int HELLO_LENGTH = 10;
  private static final int TLS_HANDSHAKE = 22;
  private static final int TLS_MAJOR = 3;
  private static final int TLS_MESSAGE = 5;
  private static final int TLS_CLIENT_HELLO = 1;
  private static final int TLS_VERSION = 9;

  private static final int IP_HEADER = 20;
  private static final int UNFRAGMENTED = 0xff3f; // network byte order
  private static final int TCP = 6;
  private static final int FLAGS = 0x3f;
  private static final int ACK = 0x10;
  private static final int ACK_PSH = 0x18;
  private static final int EVERYTHING = 0x4_0000;
  private static final int WILD_JUMP = 1 << 30;

  private static final long FACTOR = 0x9e37_79b9_7f4a_7c15L; // 2^64 by the golden ratio
  private static final int FOLD = 32;
  private static final int TAKEN_FROM = 36;

  private static final int R0 = Assembler.R0;
  private static final int R1 = Assembler.R1;
  private static final int R2 = Assembler.R2;
  private static final int R3 = Assembler.R3;
  private static final int R4 = Assembler.R4;
  private static final int R6 = Assembler.R6;
  private static final int R7 = Assembler.R7;
  private static final int R8 = Assembler.R8;
  private static final int R9 = Assembler.R9;
  private static final int STACK = Assembler.STACK;

  private CountingProgram() {}

  /**
   * The bucket of a connection, in either direction the same.
   *
   * @param source address as it is in memory of a little-endian machine
   * @param destination the same
   * @param ports both ports, as the four bytes are in memory of such a machine
   * @param buckets a power of two
   */
  static int bucket(int source, int destination, int ports, int buckets) {
    long hash = mixed(source, ports & 0xffff) + mixed(destination, ports >>> Short.SIZE);
    return (int) (hash * FACTOR >>> TAKEN_FROM) & buckets - 1;
  }

  /** Of one end: clients and servers of a network differ by small numbers, and so do their sums. */
  private static long mixed(int address, int port) {
    long mixed = ((address & 0xffff_ffffL) << Short.SIZE | port) * FACTOR;
    return mixed ^ mixed >>> FOLD;
  }

  /**
   * The program.
   *
   * @param map descriptor of the shared memory
   * @param buckets how many it has, a power of two
   * @param incoming are only packets counted that this host receives; the others pass
   */
  static byte[] of(int map, int buckets, boolean incoming) {
    Assembler program = new Assembler();
    program.copy(R6, R1).store(Size.LONG, STACK, CONTEXT, R6);
    if (incoming) {
      program.load(Size.INT, R2, R6, CONTEXT_TYPE).jumpIf(R2, Test.EQUAL, OUTGOING, "pass");
    }
    headers(program);
    hash(program, buckets);
    program
        .store(Size.INT, STACK, KEY, R7)
        .map(R1, map)
        .copy(R2, STACK)
        .add(R2, KEY)
        .call(MAP_LOOKUP)
        .jumpIf(R0, Test.EQUAL, 0, "pass")
        .copy(R6, R0);
    for (int i = 0; i < ENTRIES; i++) {
      compare(program, i);
    }
    program.jump("pass");
    for (int i = 0; i < ENTRIES; i++) {
      program.label("forward" + i).add(R6, i * ENTRY + ORIGINATOR).jump("originator");
      program.label("backward" + i).add(R6, i * ENTRY + RESPONDER).jump("responder");
    }
    count(program, "originator", ORIGINATOR);
    count(program, "responder", RESPONDER);
    program.label("pass").exit(EVERYTHING);
    return program.assemble();
  }

  /** Passes on what is not to be counted; R8 has the addresses then, R9 the ports. */
  private static void headers(Assembler program) {
    program
        .load(Size.INT, R2, R6, CONTEXT_TAGGED)
        .jumpIf(R2, Test.NOT_EQUAL, 0, "pass")
        .load(Size.INT, R2, R6, CONTEXT_PROTOCOL)
        .jumpIf(R2, Test.NOT_EQUAL, IPV4, "pass")
        .copy(R1, R6)
        .set(R2, ETHERNET)
        .copy(R3, STACK)
        .add(R3, HEADERS)
        .set(R4, HEADERS_LENGTH)
        .call(LOAD_BYTES)
        .jumpIf(R0, Test.NOT_EQUAL, 0, "pass")
        .load(Size.BYTE, R2, STACK, HEADERS)
        .jumpIf(R2, Test.NOT_EQUAL, 0x45, "pass")
        .load(Size.BYTE, R2, STACK, HEADERS + 9)
        .jumpIf(R2, Test.NOT_EQUAL, TCP, "pass")
        .load(Size.SHORT, R2, STACK, HEADERS + 6)
        .and(R2, UNFRAGMENTED)
        .jumpIf(R2, Test.NOT_EQUAL, 0, "pass")
        .set(R4, 0)
        .load(Size.BYTE, R2, STACK, HEADERS + IP_HEADER + 13)
        .and(R2, FLAGS)
        .jumpIf(R2, Test.EQUAL, ACK, "ordinary")
        .jumpIf(R2, Test.NOT_EQUAL, ACK_PSH, "known")
        .label("ordinary")
        .load(Size.SHORT, R2, STACK, HEADERS + IP_HEADER + 14)
        .jumpIf(R2, Test.EQUAL, 0, "known")
        .set(R4, 1)
        .label("known")
        .store(Size.LONG, STACK, COUNTABLE, R4)
        // Bytes of payload: all that IP says, less both headers.
        .load(Size.SHORT, R2, STACK, HEADERS + 2)
        .fromNetwork(R2, 16)
        .load(Size.BYTE, R3, STACK, HEADERS + IP_HEADER + 12)
        .shiftRight(R3, 4)
        .shiftLeft(R3, 2)
        .subtractRegister(R2, R3)
        .add(R2, -IP_HEADER)
        .jumpIf(R2, Test.SIGNED_LESS, 0, "pass")
        .store(Size.LONG, STACK, LENGTH, R2)
        .load(Size.INT, R8, STACK, HEADERS + 12)
        .load(Size.INT, R3, STACK, HEADERS + 16)
        .load(Size.INT, R9, STACK, HEADERS + IP_HEADER);
  }

  /** R7 has the bucket; R8 becomes both addresses, the sender's in its lower half. */
  private static void hash(Assembler program, int buckets) {
    program.setLong(R4, FACTOR).copy(R7, R8).copy(R2, R9).and(R2, 0xffff);
    mixed(program, R7, R2);
    program.copy(R1, R3).copy(R2, R9).shiftRight(R2, Short.SIZE);
    mixed(program, R1, R2);
    program
        .addRegister(R7, R1)
        .multiplyRegister(R7, R4)
        .shiftRight(R7, TAKEN_FROM)
        .and(R7, buckets - 1)
        .shiftLeft(R3, Integer.SIZE)
        .orRegister(R8, R3);
  }

  private static void mixed(Assembler program, int address, int port) {
    program
        .shiftLeft(address, Short.SIZE)
        .orRegister(address, port)
        .multiplyRegister(address, R4)
        .copy(port, address)
        .shiftRight(port, FOLD)
        .xorRegister(address, port);
  }

  private static void compare(Assembler program, int number) {
    int at = number * ENTRY;
    String next = "next" + number;
    program
        .load(Size.BYTE, R2, R6, at + STATE)
        .jumpIf(R2, Test.NOT_EQUAL, COUNTS, next)
        .load(Size.INT, R3, R6, at + PORTS)
        .load(Size.LONG, R2, R6, at + ADDRESSES)
        .jumpIfRegister(R3, Test.NOT_EQUAL, R9, "turned" + number)
        .jumpIfRegister(R2, Test.EQUAL, R8, "forward" + number)
        .label("turned" + number)
        // The same with both ends exchanged.
        .copy(R4, R3)
        .shiftRight(R3, 16)
        .and(R4, 0xffff)
        .shiftLeft(R4, 16)
        .orRegister(R3, R4)
        .jumpIfRegister(R3, Test.NOT_EQUAL, R9, next)
        .copy(R3, R2)
        .shiftRight(R2, 32)
        .shiftLeft(R3, 32)
        .orRegister(R2, R3)
        .jumpIfRegister(R2, Test.EQUAL, R8, "backward" + number)
        .label(next);
  }

  /**
   * Counts the packet for one direction, or stops at it.
   *
   * @param side where that direction's counts are, to which R6 points
   */
  private static void count(Assembler program, String name, int side) {
    int marks = (side == ORIGINATOR ? ORIGINATOR_MARKS : RESPONDER_MARKS) - side;
    String speaks = name + "Speaks";
    String ahead = name + "Ahead";
    String behind = name + "Behind";
    String done = name + "Done";
    program
        .label(name)
        .load(Size.LONG, R2, STACK, COUNTABLE)
        .jumpIf(R2, Test.NOT_EQUAL, 0, name + "Counts")
        .label(name + "Stops")
        .storeNumber(Size.BYTE, R6, STATE - side, STOPPED)
        .jump("pass")
        .label(name + "Counts")
        .load(Size.LONG, R8, STACK, LENGTH);
    tls(program, name);
    program
        .load(Size.INT, R9, STACK, HEADERS + IP_HEADER + 4)
        .fromNetwork(R9, 32)
        .load(Size.BYTE, R7, R6, marks)
        // R4: how far the packet is ahead of what was expected.
        .load(Size.INT, R3, R6, NEXT)
        .copy(R4, R9)
        .subtractRegister(R4, R3)
        .shiftLeft(R4, 32)
        .shiftRightSigned(R4, 32)
        .jumpIf(R4, Test.SIGNED_LESS, -WILD_JUMP, name + "Stops")
        .copy(R2, R4)
        .add(R2, -WILD_JUMP)
        .jumpIf(R2, Test.SIGNED_LESS, 0, name + "Tame")
        .jump(name + "Stops")
        .label(name + "Tame")
        .jumpIf(R8, Test.NOT_EQUAL, 0, speaks);
    stopAtFirst(program, name, ACKNOWLEDGED);
    program.jumpIf(R4, Test.SIGNED_LESS, 1, done).jump(ahead).label(speaks);
    stopAtFirst(program, name, SPOKE);
    program
        .jumpIf(R4, Test.SIGNED_LESS, 0, behind)
        .label(ahead)
        // What precedes the first that is counted may have been read.
        .load(Size.INT, R2, R6, FIRST)
        .jumpIfRegister(R2, Test.NOT_EQUAL, R3, name + "Skips")
        .store(Size.INT, R6, FIRST, R9)
        .jump(name + "Adds")
        .label(name + "Skips");
    // What lies between is missing, until it comes late.
    add(program, Size.INT, MISSING, R4);
    program.label(name + "Adds");
    add(program, Size.LONG, BYTES, R8);
    program.addRegister(R9, R8).store(Size.INT, R6, NEXT, R9).jump(done).label(behind);
    behind(program, name);
    program.label(done).set(R3, 1);
    add(program, Size.INT, PACKETS, R3);
    program.exit();
  }

  /** Stops at a packet that is the first of this kind in its direction; R7 has its marks. */
  private static void stopAtFirst(Assembler program, String name, int mark) {
    program.copy(R1, R7).and(R1, mark).jumpIf(R1, Test.EQUAL, 0, name + "Stops");
  }

  /** Stops at a packet that offers TLS; R8 has the length of its payload. */
  private static void tls(Assembler program, String name) {
    String other = name + "Other";
    program
        .jumpIf(R8, Test.SIGNED_LESS, HELLO_LENGTH, other)
        .load(Size.LONG, R1, STACK, CONTEXT)
        .load(Size.SHORT, R2, STACK, HEADERS + 2)
        .fromNetwork(R2, 16)
        .add(R2, ETHERNET)
        .subtractRegister(R2, R8)
        .copy(R3, STACK)
        .add(R3, PAYLOAD)
        .set(R4, HELLO_LENGTH)
        .call(LOAD_BYTES)
        .jumpIf(R0, Test.NOT_EQUAL, 0, other)
        .load(Size.SHORT, R2, STACK, PAYLOAD)
        .jumpIf(R2, Test.NOT_EQUAL, TLS_MAJOR << Byte.SIZE | TLS_HANDSHAKE, other)
        .load(Size.BYTE, R2, STACK, PAYLOAD + TLS_MESSAGE)
        .jumpIf(R2, Test.NOT_EQUAL, TLS_CLIENT_HELLO, other)
        .load(Size.BYTE, R2, STACK, PAYLOAD + TLS_VERSION)
        .jumpIf(R2, Test.EQUAL, TLS_MAJOR, name + "Stops")
        .label(other);
  }

  /** Bytes that were passed over fill what is missing, or came twice; others are new. */
  private static void behind(Assembler program, String name) {
    program
        // R4 becomes the fresh bytes, R3 the others.
        .addRegister(R4, R8)
        .jumpIf(R4, Test.SIGNED_LESS, 0, name + "Stale")
        .jump(name + "Fresh")
        .label(name + "Stale")
        .set(R4, 0)
        .label(name + "Fresh")
        .copy(R3, R8)
        .subtractRegister(R3, R4)
        .load(Size.INT, R2, R6, MISSING)
        .copy(R0, R2)
        .subtractRegister(R0, R3)
        .jumpIf(R0, Test.SIGNED_LESS, 0, name + "Twice")
        .jump(name + "Fills")
        .label(name + "Twice");
    stopAtFirst(program, name, REPEATED);
    program
        // No more can be filled than is missing.
        .copy(R3, R2)
        .set(R0, 0)
        .label(name + "Fills")
        .store(Size.INT, R6, MISSING, R0)
        .addRegister(R3, R4);
    add(program, Size.LONG, BYTES, R3);
    program
        .jumpIf(R4, Test.EQUAL, 0, name + "Done")
        .addRegister(R9, R8)
        .store(Size.INT, R6, NEXT, R9);
  }

  private static void add(Assembler program, Size size, int field, int register) {
    program.load(size, R2, R6, field).addRegister(R2, register).store(size, R6, field, R2);
  }
}
