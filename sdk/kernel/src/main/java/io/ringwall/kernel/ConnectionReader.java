package io.ringwall.kernel;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads one connection from the attributes of a message. Used once. */
final class ConnectionReader {
  private static final int TYPE = 0x3fff;
  private static final int ATTRIBUTE_HEADER = 4;

  // enum ctattr_type
  private static final int ORIGINAL = 1;
  private static final int REPLY = 2;
  private static final int STATUS = 3;
  private static final int PROTOCOL_INFORMATION = 4;
  private static final int COUNTERS_ORIGINAL = 9;
  private static final int COUNTERS_REPLY = 10;
  private static final int ID = 12;
  private static final int ZONE = 18;
  private static final int TIMESTAMP = 20;

  private final ByteBuffer message;
  private @Nullable TupleReader original;
  private @Nullable TupleReader reply;
  private int status;
  private TcpTracking tcp = TcpTracking.NONE;
  private TrackedConnection.@Nullable Counted sent;
  private TrackedConnection.@Nullable Counted answered;
  private @Nullable Instant begun;
  private @Nullable Instant ended;
  private int zone;
  private long id;

  /**
   * A reader.
   *
   * @param messages of this machine's byte order
   */
  ConnectionReader(ByteBuffer messages) {
    this.message = messages;
  }

  /** Takes one attribute, whose value begins at {@code at}. */
  private interface Taker {
    void take(int type, int at, int length);
  }

  /** The connection between two places of the messages; null when it is not whole. */
  @Nullable TrackedConnection read(int from, int to) {
    each(from, to, this::attribute);
    ConnectionTuple there = original == null ? null : original.tuple();
    ConnectionTuple back = reply == null ? null : reply.tuple();
    if (there == null || back == null || original == null) {
      return null;
    }
    return new TrackedConnection(
        there, back, original.protocol, status, tcp, sent, answered, begun, ended, zone, id);
  }

  private void each(int from, int to, Taker taker) {
    int at = from;
    while (to - at >= ATTRIBUTE_HEADER) {
      int length = Short.toUnsignedInt(message.getShort(at));
      if (length < ATTRIBUTE_HEADER || length > to - at) {
        return;
      }
      int type = message.getShort(at + 2) & TYPE;
      taker.take(type, at + ATTRIBUTE_HEADER, length - ATTRIBUTE_HEADER);
      at += ConnectionMessages.aligned(length);
    }
  }

  private void attribute(int type, int at, int length) {
    switch (type) {
      case ORIGINAL -> original = tuple(at, length);
      case REPLY -> reply = tuple(at, length);
      case STATUS -> status = (int) number(at, length);
      case PROTOCOL_INFORMATION -> each(at, at + length, this::protocolInformation);
      case COUNTERS_ORIGINAL -> sent = counted(at, length);
      case COUNTERS_REPLY -> answered = counted(at, length);
      case ID -> id = number(at, length);
      case ZONE -> zone = (int) number(at, length);
      case TIMESTAMP -> each(at, at + length, this::timestamp);
      default -> {}
    }
  }

  private TupleReader tuple(int at, int length) {
    TupleReader tuple = new TupleReader();
    each(
        at,
        at + length,
        (type, inner, size) -> {
          if (type == 1) {
            each(inner, inner + size, tuple::address);
          } else if (type == 2) {
            each(inner, inner + size, tuple::transport);
          }
        });
    return tuple;
  }

  private void protocolInformation(int type, int at, int length) {
    if (type == 1) { // CTA_PROTOINFO_TCP
      each(
          at,
          at + length,
          (inner, place, size) -> {
            if (inner == 1) { // CTA_PROTOINFO_TCP_STATE
              tcp = TcpTracking.of((int) number(place, size));
            }
          });
    }
  }

  private void timestamp(int type, int at, int length) {
    Instant told = ConnectionMessages.instant(number(at, length));
    if (type == 1) {
      begun = told;
    } else if (type == 2) {
      ended = told;
    }
  }

  private TrackedConnection.Counted counted(int at, int length) {
    long[] both = new long[2];
    each(
        at,
        at + length,
        (type, place, size) -> {
          if (type == 1 || type == 2) {
            both[type - 1] = number(place, size);
          }
        });
    return new TrackedConnection.Counted(both[0], both[1]);
  }

  /** Numbers have the byte order of the network, and as many bytes as their attribute. */
  private long number(int at, int length) {
    long number = 0;
    for (int i = 0; i < Math.min(length, Long.BYTES); i++) {
      number = number << 8 | Byte.toUnsignedInt(message.get(at + i));
    }
    return number;
  }

  /** Reads the packets of one direction. */
  private final class TupleReader {
    private @Nullable InetAddress source;
    private @Nullable InetAddress destination;
    private int protocol;
    private int sourcePort;
    private int destinationPort;
    private int icmpType = -1;
    private int icmpCode = -1;
    private int icmpId = -1;

    void address(int type, int at, int length) {
      byte[] bytes = new byte[length];
      message.get(at, bytes);
      switch (type) {
        case 1, 3 -> source = ConnectionMessages.address(bytes);
        case 2, 4 -> destination = ConnectionMessages.address(bytes);
        default -> {}
      }
    }

    void transport(int type, int at, int length) {
      int number = (int) number(at, length);
      switch (type) {
        case 1 -> protocol = number;
        case 2 -> sourcePort = number;
        case 3 -> destinationPort = number;
        case 4, 7 -> icmpId = number;
        case 5, 8 -> icmpType = number;
        case 6, 9 -> icmpCode = number;
        default -> {}
      }
    }

    @Nullable ConnectionTuple tuple() {
      return source == null || destination == null
          ? null
          : new ConnectionTuple(
              source, sourcePort, destination, destinationPort, icmpType, icmpCode, icmpId);
    }
  }
}
