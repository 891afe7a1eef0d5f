package io.ringwall.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the fields of the running kernel's structures lie, as the kernel itself tells (BTF, BPF
 * Type Format). One thread.
 */
final class TypeInformation {
  /** Where the kernel tells it. */
  static final Path OF_THE_KERNEL = Path.of("/sys/kernel/btf/vmlinux");

  private static final int MAGIC = 0xeB9F;
  private static final int HEADER_MIN = 24;
  private static final int TYPE = 12;
  private static final int MEMBER = 12;
  private static final int STRUCT = 4;
  private static final int UNION = 5;
  private static final int DEPTH_MAX = 32;

  private final ByteBuffer data;
  private final int[] types;
  private final int strings;

  private TypeInformation(ByteBuffer data, int[] types, int strings) {
    this.data = data;
    this.types = types;
    this.strings = strings;
  }

  /**
   * Reads it.
   *
   * @throws KernelException when it is not there, or is none; the message says where it was looked
   *     for
   */
  static TypeInformation read(Path file) throws KernelException {
    try {
      return of(Files.readAllBytes(file), file);
    } catch (IOException e) {
      throw new KernelException(
          "the kernel's type information is not at " + file + " (CONFIG_DEBUG_INFO_BTF)", 0);
    }
  }

  private static TypeInformation of(byte[] bytes, Path file) throws KernelException {
    ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    if (bytes.length < HEADER_MIN || (data.getShort(0) & 0xffff) != MAGIC) {
      throw new KernelException(file + " is no type information (BTF): it begins otherwise", 0);
    }
    int header = data.getInt(4);
    int begin = header + data.getInt(8);
    int end = begin + data.getInt(12);
    int strings = header + data.getInt(16);
    if (begin < HEADER_MIN || end < begin || end > bytes.length || strings > bytes.length) {
      throw new KernelException(file + " is cut off: it has " + bytes.length + " bytes", 0);
    }
    int count = 1;
    for (int at = begin; at + TYPE <= end; at += length(data, at)) {
      count++;
    }
    int[] types = new int[count];
    int id = 1;
    for (int at = begin; at + TYPE <= end; at += length(data, at)) {
      types[id++] = at;
    }
    return new TypeInformation(data, types, strings);
  }

  /** Bytes that the description of a type takes. */
  private static int length(ByteBuffer data, int at) {
    int info = data.getInt(at + 4);
    int members = info & 0xffff;
    return TYPE
        + switch (kind(info)) {
          case 1, 14, 17 -> 4;
          case 3 -> 12;
          case STRUCT, UNION, 15, 19 -> members * MEMBER;
          case 6, 13 -> members * 8;
          default -> 0;
        };
  }

  private static int kind(int info) {
    return info >>> 24 & 0x1f;
  }

  /**
   * Offset of a field, in bytes.
   *
   * @param structure name of the structure
   * @param path the field, and the field in it, {@code __sk_common.skc_family}; what has no name
   *     between them is passed through
   * @throws KernelException when this kernel has no such field
   */
  int offset(String structure, String path) throws KernelException {
    int at = structure(structure);
    int offset = 0;
    for (String name : path.split("\\.", -1)) {
      Member member = at < 0 ? null : member(at, name, 0);
      if (member == null) {
        throw new KernelException(
            "this kernel's structure '" + structure + "' has no field '" + path + "'", 0);
      }
      offset += member.offset();
      at = resolved(member.type());
    }
    return offset;
  }

  /** Offset of the first of several names of a field that this kernel has. */
  int offsetOfAny(String structure, String first, String second) throws KernelException {
    int at = structure(structure);
    return offset(structure, member(at, first, 0) == null ? second : first);
  }

  private record Member(int type, int offset) {}

  private int structure(String name) throws KernelException {
    for (int id = 1; id < types.length; id++) {
      int at = types[id];
      int kind = kind(data.getInt(at + 4));
      if (kind == STRUCT && (data.getInt(at + 4) & 0xffff) > 0 && named(data.getInt(at), name)) {
        return at;
      }
    }
    throw new KernelException("this kernel has no structure '" + name + "'", 0);
  }

  private @Nullable Member member(int at, String name, int depth) {
    int info = data.getInt(at + 4);
    boolean bits = info < 0;
    for (int i = 0; i < (info & 0xffff); i++) {
      int member = at + TYPE + i * MEMBER;
      int type = data.getInt(member + 4);
      int place = data.getInt(member + 8);
      int offset = (bits ? place & 0xff_ffff : place) / 8;
      if (named(data.getInt(member), name)) {
        return new Member(type, offset);
      }
      int inner = data.getInt(member) == 0 && depth < DEPTH_MAX ? resolved(type) : -1;
      Member found = inner < 0 ? null : member(inner, name, depth + 1);
      if (found != null) {
        return new Member(found.type(), offset + found.offset());
      }
    }
    return null;
  }

  /** The structure or union behind other names for it; -1 where there is none. */
  private int resolved(int type) {
    int id = type;
    for (int depth = 0; depth < DEPTH_MAX && id > 0 && id < types.length; depth++) {
      int at = types[id];
      switch (kind(data.getInt(at + 4))) {
        case STRUCT, UNION -> {
          return at;
        }
        case 8, 9, 10, 11, 18 -> id = data.getInt(at + 8);
        default -> {
          return -1;
        }
      }
    }
    return -1;
  }

  private boolean named(int place, String name) {
    int at = strings + place;
    if (at < 0 || at + name.length() >= data.limit()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (data.get(at + i) != name.charAt(i)) {
        return false;
      }
    }
    return data.get(at + name.length()) == 0;
  }
}
