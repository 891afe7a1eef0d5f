package io.ringwall.kernel;

import java.nio.ByteOrder;

/**
 * A program that the kernel runs on each change of a connection before it queues it: of TCP only
 * those changes pass by which a connection is established or ended. The others, some four of each
 * connection, tell nothing that anybody asks for, and cost as much as those that do. In the classic
 * form of BPF, with its extension for netlink (linux/filter.h, SKF_AD_NLATTR).
 */
final class ConnectionFilter {
  private static final int LOAD_BYTE = 0x30;
  private static final int LOAD_WORD = 0x20;
  private static final int LOAD_BYTE_INDEXED = 0x50;
  private static final int LOAD = 0x00;
  private static final int LOAD_INDEX = 0x01;
  private static final int INDEX_OF_VALUE = 0x07;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int JUMP_IF_ANY = 0x45;
  private static final int RETURN = 0x06;
  private static final int ATTRIBUTE = -0x1000 + 12;
  private static final int ATTRIBUTE_WITHIN = -0x1000 + 16;

  private static final int DELETE = 2;
  private static final int CREATED = 0x04;
  private static final int ATTRIBUTES_AT = 20;
  private static final int PROTOCOL_INFORMATION = 4;

  private ConnectionFilter() {}

  /** The program. */
  static long[] program() {
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    int typeAt = little ? 4 : 5;
    int flagsAt = little ? 7 : 6;
    return new long[] {
      step(LOAD_BYTE, 0, 0, typeAt),
      step(JUMP_IF_EQUAL, 15, 0, DELETE),
      step(LOAD_BYTE, 0, 0, flagsAt),
      step(JUMP_IF_ANY, 13, 0, CREATED),
      step(LOAD, 0, 0, ATTRIBUTES_AT),
      step(LOAD_INDEX, 0, 0, PROTOCOL_INFORMATION),
      step(LOAD_WORD, 0, 0, ATTRIBUTE),
      step(JUMP_IF_EQUAL, 9, 0, 0),
      step(LOAD_INDEX, 0, 0, 1),
      step(LOAD_WORD, 0, 0, ATTRIBUTE_WITHIN),
      step(JUMP_IF_EQUAL, 6, 0, 0),
      step(LOAD_WORD, 0, 0, ATTRIBUTE_WITHIN),
      step(INDEX_OF_VALUE, 0, 0, 0),
      step(LOAD_BYTE_INDEXED, 0, 0, 4),
      step(JUMP_IF_EQUAL, 2, 0, TcpTracking.ESTABLISHED.number()),
      step(JUMP_IF_EQUAL, 1, 0, TcpTracking.TIME_WAIT.number()),
      step(JUMP_IF_EQUAL, 0, 1, TcpTracking.CLOSE.number()),
      step(RETURN, 0, 0, -1),
      step(RETURN, 0, 0, 0),
    };
  }

  private static long step(int code, int ifTrue, int ifFalse, int operand) {
    return (long) code << 48 | (long) ifTrue << 40 | (long) ifFalse << 32 | operand & 0xffffffffL;
  }
}
