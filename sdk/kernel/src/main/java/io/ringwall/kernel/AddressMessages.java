package io.ringwall.kernel;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Messages of rtnetlink(7) about addresses. Whatever does not fit its own length is passed over.
 */
final class AddressMessages {
  static final int IPV4_CHANGES = 0x10;
  static final int IPV6_CHANGES = 0x100;

  private static final int ERROR = 2;
  private static final int DONE = 3;
  private static final int NEW_ADDRESS = 20;
  private static final int DELETED_ADDRESS = 21;
  private static final int GET_ADDRESS = 22;
  private static final int REQUEST_DUMP = 0x301;
  private static final int HEADER = 16;
  private static final int ADDRESS_HEADER = 8;
  private static final int ATTRIBUTE_HEADER = 4;
  private static final int ADDRESS_ATTRIBUTE = 1;
  private static final int LOCAL_ATTRIBUTE = 2;

  private AddressMessages() {}

  /** Asks for all addresses. */
  static byte[] request(int sequence) {
    int length = HEADER + ADDRESS_HEADER;
    return ByteBuffer.allocate(length)
        .order(ByteOrder.nativeOrder())
        .putInt(length)
        .putShort((short) GET_ADDRESS)
        .putShort((short) REQUEST_DUMP)
        .putInt(sequence)
        .array();
  }

  /** What a read held. */
  enum Held {
    /** More is to come. */
    PART,
    /** The answer is complete. */
    END,
    /** The kernel refused the question. */
    REFUSAL
  }

  /** Adds the addresses in these messages. */
  static Held addresses(ByteBuffer messages, Set<HostAddress> into) {
    Held held = Held.PART;
    while (messages.remaining() >= HEADER && held == Held.PART) {
      int start = messages.position();
      int length = messages.getInt(start);
      if (length < HEADER || length > messages.remaining()) {
        return held;
      }
      switch (messages.getShort(start + 4)) {
        case DONE -> held = Held.END;
        case ERROR -> held = Held.REFUSAL;
        case NEW_ADDRESS -> {
          HostAddress one = address(messages.slice(start + HEADER, length - HEADER));
          if (one != null) {
            into.add(one);
          }
        }
        default -> {}
      }
      messages.position(start + Math.min(aligned(length), messages.remaining()));
    }
    return held;
  }

  /** Is there a change of addresses among these messages. */
  static boolean tellOfChange(ByteBuffer messages) {
    while (messages.remaining() >= HEADER) {
      int start = messages.position();
      int length = messages.getInt(start);
      if (length < HEADER || length > messages.remaining()) {
        return false;
      }
      int type = messages.getShort(start + 4);
      if (type == NEW_ADDRESS || type == DELETED_ADDRESS) {
        return true;
      }
      messages.position(start + Math.min(aligned(length), messages.remaining()));
    }
    return false;
  }

  /** A slice has the byte order of a network at first. */
  private static @Nullable HostAddress address(ByteBuffer slice) {
    ByteBuffer message = slice.order(ByteOrder.nativeOrder());
    if (message.remaining() < ADDRESS_HEADER) {
      return null;
    }
    int prefixLength = Byte.toUnsignedInt(message.get(1));
    int index = message.getInt(4);
    byte[] found = new byte[0];
    int at = ADDRESS_HEADER;
    while (message.limit() - at >= ATTRIBUTE_HEADER) {
      int length = Short.toUnsignedInt(message.getShort(at));
      int type = message.getShort(at + 2);
      if (length < ATTRIBUTE_HEADER || length > message.limit() - at) {
        break;
      }
      // On a link from point to point ADDRESS is the other end's; LOCAL, where it stands, is ours.
      if (type == LOCAL_ATTRIBUTE || type == ADDRESS_ATTRIBUTE && found.length == 0) {
        found = new byte[length - ATTRIBUTE_HEADER];
        message.get(at + ATTRIBUTE_HEADER, found);
      }
      at += aligned(length);
    }
    return made(found, prefixLength, index);
  }

  private static @Nullable HostAddress made(byte[] bytes, int prefixLength, int index) {
    try {
      InetAddress address = InetAddress.getByAddress(bytes);
      if (address instanceof Inet6Address && address.isLinkLocalAddress()) {
        address = Inet6Address.getByAddress(null, bytes, index);
      }
      return new HostAddress(address, prefixLength, index);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private static int aligned(int length) {
    return (length + 3) & ~3;
  }
}
