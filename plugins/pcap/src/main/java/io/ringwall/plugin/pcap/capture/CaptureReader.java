package io.ringwall.plugin.pcap.capture;

import java.io.Closeable;
import java.io.IOException;

/** A forward walk over the packet records of one capture. Not thread-safe. */
public sealed interface CaptureReader extends Closeable permits PcapReader, PcapNgReader {
  /** Longest packet that is believed; more is corruption (libpcap, MAXIMUM_SNAPLEN). */
  int MAX_CAPTURED = 262_144;

  /**
   * Moves to the next record. What cannot be read is counted and skipped; where that is impossible
   * the walk ends.
   *
   * @return false at the end
   */
  boolean next(PacketRecord record) throws IOException;

  /** Offset of the next record in the (unpacked) file. */
  long offset();

  /** How far the file itself has been read, for a progress bar. */
  long filePosition() throws IOException;
}
