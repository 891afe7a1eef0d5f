package io.ringwall.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a program for the kernel's virtual machine (eBPF), an instruction a call. Registers are
 * numbered 0 to 10: 0 has results, 1 to 5 hold arguments and are lost by a call, 6 to 9 are kept,
 * 10 is the end of the stack. For little-endian machines.
 */
final class Assembler {
  /** Results. */
  static final int R0 = 0;

  static final int R1 = 1;
  static final int R2 = 2;
  static final int R3 = 3;
  static final int R4 = 4;
  static final int R6 = 6;
  static final int R7 = 7;
  static final int R8 = 8;
  static final int R9 = 9;

  /** End of the stack. */
  static final int STACK = 10;

  /** Comparisons with a register or a number, without sign where they do not say so. */
  enum Test {
    EQUAL(0x15),
    NOT_EQUAL(0x55),
    GREATER(0x25),
    SIGNED_LESS(0xc5);

    private final int code;

    Test(int code) {
      this.code = code;
    }
  }

  /** How many bytes are moved. */
  enum Size {
    BYTE(0x10),
    SHORT(0x08),
    INT(0x00),
    LONG(0x18);

    private final int code;

    Size(int code) {
      this.code = code;
    }
  }

  private final List<Long> instructions = new ArrayList<>();
  private final Map<String, Integer> labels = new HashMap<>();
  private final Map<Integer, String> jumps = new HashMap<>();

  private Assembler add(int code, int to, int from, int offset, int number) {
    instructions.add(
        code & 0xffL
            | (long) to << 8
            | (long) from << 12
            | (offset & 0xffffL) << 16
            | (long) number << 32);
    return this;
  }

  Assembler set(int register, int number) {
    return add(0xb7, register, 0, 0, number);
  }

  Assembler copy(int to, int from) {
    return add(0xbf, to, from, 0, 0);
  }

  Assembler add(int register, int number) {
    return add(0x07, register, 0, 0, number);
  }

  Assembler addRegister(int to, int from) {
    return add(0x0f, to, from, 0, 0);
  }

  Assembler subtractRegister(int to, int from) {
    return add(0x1f, to, from, 0, 0);
  }

  Assembler setLong(int register, long number) {
    add(0x18, register, 0, 0, (int) number);
    return add(0, 0, 0, 0, (int) (number >>> Integer.SIZE));
  }

  Assembler multiplyRegister(int to, int from) {
    return add(0x2f, to, from, 0, 0);
  }

  Assembler xorRegister(int to, int from) {
    return add(0xaf, to, from, 0, 0);
  }

  Assembler orRegister(int to, int from) {
    return add(0x4f, to, from, 0, 0);
  }

  /** Of the lowest bits of a register, 16 or 32, network byte order becomes the machine's. */
  Assembler fromNetwork(int register, int bits) {
    return add(0xdc, register, 0, 0, bits);
  }

  /** As {@link #shiftRight}, and the sign stays. */
  Assembler shiftRightSigned(int register, int bits) {
    return add(0xc7, register, 0, 0, bits);
  }

  Assembler shiftLeft(int register, int bits) {
    return add(0x67, register, 0, 0, bits);
  }

  Assembler shiftRight(int register, int bits) {
    return add(0x77, register, 0, 0, bits);
  }

  Assembler and(int register, int number) {
    return add(0x57, register, 0, 0, number);
  }

  Assembler load(Size size, int to, int from, int offset) {
    return add(0x61 | size.code, to, from, offset, 0);
  }

  Assembler store(Size size, int to, int offset, int from) {
    return add(0x63 | size.code, to, from, offset, 0);
  }

  Assembler storeNumber(Size size, int to, int offset, int number) {
    return add(0x62 | size.code, to, 0, offset, number);
  }

  /** Loads what a map's descriptor stands for. */
  Assembler map(int register, int descriptor) {
    int pseudoMap = 1;
    add(0x18, register, pseudoMap, 0, descriptor);
    return add(0, 0, 0, 0, 0);
  }

  Assembler call(int helper) {
    return add(0x85, 0, 0, 0, helper);
  }

  Assembler jump(String label) {
    jumps.put(instructions.size(), label);
    return add(0x05, 0, 0, 0, 0);
  }

  Assembler jumpIf(int register, Test test, int number, String label) {
    jumps.put(instructions.size(), label);
    return add(test.code, register, 0, 0, number);
  }

  Assembler jumpIfRegister(int register, Test test, int other, String label) {
    int byRegister = 0x08;
    jumps.put(instructions.size(), label);
    return add(test.code | byRegister, register, other, 0, 0);
  }

  /** The next instruction is jumped to by this name. */
  Assembler label(String label) {
    labels.put(label, instructions.size());
    return this;
  }

  Assembler exit() {
    return exit(0);
  }

  /** Ends with this result. */
  Assembler exit(int result) {
    set(R0, result);
    return add(0x95, 0, 0, 0, 0);
  }

  /** The program, as the kernel takes it. */
  byte[] assemble() {
    ByteBuffer bytes = ByteBuffer.allocate(8 * instructions.size()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < instructions.size(); i++) {
      long instruction = instructions.get(i);
      String label = jumps.get(i);
      if (label != null) {
        Integer to = labels.get(label);
        if (to == null) {
          throw new IllegalStateException("no label '" + label + "'");
        }
        instruction |= (to - i - 1 & 0xffffL) << 16;
      }
      bytes.putLong(instruction);
    }
    return bytes.array();
  }
}
