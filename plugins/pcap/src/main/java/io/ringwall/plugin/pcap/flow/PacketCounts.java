package io.ringwall.plugin.pcap.flow;

/**
 * Somebody who counts the ordinary packets of TCP connections over IPv4 that are named to him, so
 * that they need not be read: those without any flag but ACK and PSH, with an open window, that do
 * not offer TLS, and are not the first with payload, without, or with bytes that come twice. A
 * connection is known by a handle.
 */
public interface PacketCounts {
  /** No handle: there is no room. */
  int NONE = -1;

  /** Begins to count the packets of this flow, with the sequence numbers that come next in it. */
  int begin(FlowRecord flow);

  /** Are packets no longer counted, from one on that is to be read. */
  boolean isStopped(int handle);

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
   * @param missing bytes that lie between the first and those that come next, and never came
   * @param firstSequence the sequence number of the first packet; while there is none, what was
   *     expected when counting began
   * @param nextSequence the sequence number that comes next
   */
  record Side(int packets, long bytes, int missing, int firstSequence, int nextSequence) {
    /**
     * What is known of this side by all of its packets, of which some were read when counting had
     * begun.
     *
     * @param nextRead the sequence number that comes next after what was read
     * @param holes bytes that were missing in what was read
     */
    Joined join(int nextRead, int holes) {
      int between = Math.max(0, firstSequence - nextRead);
      // Where packets overtake one another, one is read in the midst of those that are counted.
      int both = Math.max(0, Math.min(nextRead - firstSequence, nextSequence - firstSequence));
      int unread = Math.min(holes, both);
      int uncounted = Math.min(missing, both);
      int twice = Math.max(0, both - unread - uncounted);
      int never = Math.max(0, unread + uncounted - both);
      return new Joined(
          Math.max(0, bytes - twice),
          holes - unread + missing - uncounted + between + never,
          twice > 0);
    }
  }

  /**
   * What was read and what was counted of one side.
   *
   * @param unread bytes that were counted and not read
   * @param holes bytes that were neither counted nor read
   * @param repeated were bytes counted that had been read
   */
  record Joined(long unread, int holes, boolean repeated) {}
}
