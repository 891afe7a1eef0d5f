package io.ringwall.plugin.pcap.flow;

/**
 * Somebody who counts the ordinary packets of TCP connections over IPv4 that are named to him, so
 * that they need not be read: those without any flag but ACK and PSH, with an open window, that do
 * not offer TLS. A connection is known by a handle.
 */
public interface PacketCounts {
  /** No handle: there is no room. */
  int NONE = -1;

  /** Begins to count the packets of this flow, with the sequence numbers that come next in it. */
  int begin(FlowRecord flow);

  /** All packets are to be read again; what was counted stays until the next {@link #begin}. */
  void end(int handle);

  /** Packets of both sides since {@link #begin}, modulo 2^32. */
  int packets(int handle);

  /** What was counted of one side since {@link #begin}. */
  Side side(int handle, boolean ofOriginator);

  /**
   * What was counted of one side of a connection.
   *
   * @param packets packets, modulo 2^32
   * @param bytes bytes of payload; what came twice counts once
   * @param missing bytes that lie between those that were expected and those that came
   * @param firstSequence the sequence number that came next when counting began
   * @param nextSequence the sequence number that comes next
   * @param repeated did bytes come twice
   * @param spoke had a packet payload
   * @param acknowledged did a packet only acknowledge
   */
  record Side(
      int packets,
      long bytes,
      int missing,
      int firstSequence,
      int nextSequence,
      boolean repeated,
      boolean spoke,
      boolean acknowledged) {
    /**
     * Bytes that were neither counted nor read: what was read since counting began is missing to
     * the one who counts as soon as he sees a later one.
     *
     * @param nextRead the sequence number that comes next after what was read
     * @return less than 0 when he took for missing, and then for late, what had been read
     */
    int unseen(int nextRead) {
      int read = Math.min(nextRead - firstSequence, nextSequence - firstSequence);
      return missing - read;
    }

    /** Bytes that were counted and not read besides. */
    long unread(int nextRead) {
      return Math.max(0, bytes + Math.min(0, unseen(nextRead)));
    }
  }
}
