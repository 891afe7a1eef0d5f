package io.ringwall.plugin.pcap.capture;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One record of a capture: a cursor that a {@link CaptureReader} moves. Not thread-safe. */
public final class PacketRecord {
  private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

  ByteBuffer data = NOTHING;
  int start;
  int capturedLength;
  long originalLength;
  long timeNanos;
  int linkType;
  int vlan;
  boolean littleEndian;
  int interfaceNumber;
  @Nullable String interfaceName;
  long offset;

  /** A cursor that is on no record yet. */
  public PacketRecord() {}

  /** Points at bytes from elsewhere than a file. */
  public PacketRecord(ByteBuffer data, int linkType, long timeNanos) {
    this.data = data;
    this.capturedLength = data.limit();
    this.originalLength = data.limit();
    this.linkType = linkType;
    this.timeNanos = timeNanos;
  }

  /** Points at the next packet of an interface, which is in no VLAN but those in its bytes. */
  public void at(ByteBuffer from, int index, int captured, long original, int type, long nanos) {
    data = from;
    start = index;
    capturedLength = captured;
    originalLength = original;
    linkType = type;
    timeNanos = nanos;
    vlan = 0;
  }

  /** Says in which VLAN it is by a tag that is not in its bytes any more; 0 for none. */
  public void within(int number) {
    vlan = number;
  }

  /** Where the packet's bytes are; big-endian; valid until the reader moves on. */
  public ByteBuffer data() {
    return data;
  }

  /** Index of the packet's first byte. */
  public int start() {
    return start;
  }

  /** How many bytes were kept. */
  public int capturedLength() {
    return capturedLength;
  }

  /** How many bytes were on the wire. */
  public long originalLength() {
    return originalLength;
  }

  /** Nanoseconds since 1970, as the capture says. */
  public long timeNanos() {
    return timeNanos;
  }

  /** Link type (LINKTYPE_…). */
  public int linkType() {
    return linkType;
  }

  /** The VLAN of a tag that is not in its bytes, outside of those that are; 0 for none. */
  public int vlan() {
    return vlan;
  }

  /** Was the file, or section, written by a little-endian machine. */
  public boolean littleEndian() {
    return littleEndian;
  }

  /** Name of the interface, where the file has it. */
  public @Nullable String interfaceName() {
    return interfaceName;
  }

  /** Number of the interface in the file, counted over all its sections. */
  public int interfaceNumber() {
    return interfaceNumber;
  }

  /** Offset of the record in the (unpacked) file. */
  public long offset() {
    return offset;
  }
}
