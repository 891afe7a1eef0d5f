package io.ringwall.kernel;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Messages of the kernel's connection tracking (ctnetlink, nfnetlink_conntrack.h). What does not
 * fit its own length is passed over.
 */
final class ConnectionMessages {
  /** Groups NEW, UPDATE and DESTROY, as bits. */
  static final int CHANGES = 1 | 2 | 4;

  private static final int ERROR = 2;
  private static final int DONE = 3;
  private static final int CONNTRACK = 1 << 8;
  private static final int NEW = CONNTRACK;
  private static final int GET = CONNTRACK | 1;
  private static final int DELETE = CONNTRACK | 2;
  private static final int REQUEST = 1;
  private static final int DUMP = 0x300;
  private static final int CREATED = 0x400;
  private static final int NESTED = 0x8000;
  private static final int HEADER = 16;
  private static final int FAMILY_HEADER = 4;
  private static final int IPV4 = 2;
  private static final int IPV6 = 10;

  private ConnectionMessages() {}

  /** Asks for the whole table, of both families. */
  static byte[] dump(int sequence) {
    return header(HEADER + FAMILY_HEADER, REQUEST | DUMP, sequence, 0).array();
  }

  /** Asks for one connection, by the packets of its originator. */
  static byte[] question(TrackedConnection connection, int sequence) {
    ConnectionTuple tuple = connection.original();
    byte[] from = tuple.source().getAddress();
    byte[] to = tuple.destination().getAddress();
    boolean ipv4 = from.length == 4;
    ByteBuffer message = header(256, REQUEST, sequence, ipv4 ? IPV4 : IPV6);
    int whole = begin(message, 1);
    int addresses = begin(message, 1);
    attribute(message, ipv4 ? 1 : 3, from);
    attribute(message, ipv4 ? 2 : 4, to);
    end(message, addresses);
    int transport = begin(message, 2);
    attribute(message, 1, new byte[] {(byte) connection.protocol()});
    if (tuple.icmpType() < 0) {
      attribute(message, 2, port(tuple.sourcePort()));
      attribute(message, 3, port(tuple.destinationPort()));
    } else {
      int first = ipv4 ? 4 : 7;
      attribute(message, first, port(tuple.icmpId()));
      attribute(message, first + 1, new byte[] {(byte) tuple.icmpType()});
      attribute(message, first + 2, new byte[] {(byte) tuple.icmpCode()});
    }
    end(message, transport);
    end(message, whole);
    if (connection.zone() != 0) {
      attribute(message, 18, port(connection.zone()));
    }
    message.putInt(0, message.position());
    byte[] made = new byte[message.position()];
    message.get(0, made);
    return made;
  }

  private static ByteBuffer header(int length, int flags, int sequence, int family) {
    return ByteBuffer.allocate(length)
        .order(ByteOrder.nativeOrder())
        .putInt(length)
        .putShort((short) GET)
        .putShort((short) flags)
        .putInt(sequence)
        .putInt(0)
        .put((byte) family)
        .put(new byte[FAMILY_HEADER - 1]);
  }

  private static int begin(ByteBuffer message, int type) {
    int at = message.position();
    message.putShort((short) 0).putShort((short) (type | NESTED));
    return at;
  }

  private static void end(ByteBuffer message, int at) {
    message.putShort(at, (short) (message.position() - at));
  }

  private static void attribute(ByteBuffer message, int type, byte[] value) {
    message.putShort((short) (4 + value.length)).putShort((short) type).put(value);
    message.position(aligned(message.position()));
  }

  private static byte[] port(int number) {
    return new byte[] {(byte) (number >>> 8), (byte) number};
  }

  /** What a read held besides changes. */
  enum Held {
    /** More is to come. */
    PART,
    /** The answer is complete. */
    END,
    /** The kernel refused the question; it has no such connection, or we may not ask. */
    REFUSAL
  }

  /** Gives the changes in these messages, or the connections of an answer as NEW. */
  static Held changes(ByteBuffer messages, Consumer<ConnectionChange> taker) {
    while (messages.remaining() >= HEADER) {
      int start = messages.position();
      int length = messages.getInt(start);
      if (length < HEADER || length > messages.remaining()) {
        return Held.PART;
      }
      int type = Short.toUnsignedInt(messages.getShort(start + 4));
      if (type == DONE) {
        return Held.END;
      }
      if (type == ERROR) {
        return Held.REFUSAL;
      }
      if ((type == NEW || type == DELETE) && length >= HEADER + FAMILY_HEADER) {
        boolean created = (messages.getShort(start + 6) & CREATED) != 0;
        int from = start + HEADER + FAMILY_HEADER;
        TrackedConnection connection = new ConnectionReader(messages).read(from, start + length);
        if (connection != null) {
          taker.accept(new ConnectionChange(kind(type, created), connection));
        }
      }
      messages.position(start + Math.min(aligned(length), messages.remaining()));
    }
    return Held.PART;
  }

  private static ConnectionChange.Kind kind(int type, boolean created) {
    if (type == DELETE) {
      return ConnectionChange.Kind.DESTROY;
    }
    return created ? ConnectionChange.Kind.NEW : ConnectionChange.Kind.UPDATE;
  }

  static @Nullable InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(nanos / 1_000_000_000, nanos % 1_000_000_000);
  }

  static int aligned(int length) {
    return (length + 3) & ~3;
  }
}
