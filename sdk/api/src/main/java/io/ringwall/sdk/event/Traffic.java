package io.ringwall.sdk.event;

/**
 * What was exchanged. Bytes are payload above the transport header (Zeek <code>orig_bytes</code>,
 * <code>resp_bytes</code>); retransmitted bytes count once where the source can tell.
 *
 * @param originatorBytes payload bytes sent by the originator
 * @param originatorPackets packets sent by the originator
 * @param responderBytes payload bytes sent by the responder
 * @param responderPackets packets sent by the responder
 * @param missedBytes payload bytes that were acknowledged but never seen
 */
public record Traffic(
    long originatorBytes,
    long originatorPackets,
    long responderBytes,
    long responderPackets,
    long missedBytes) {
  /** Nothing exchanged. */
  public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0);

  /** The larger of each counter: how witnesses of one flow are merged. */
  public Traffic max(Traffic other) {
    return new Traffic(
        Math.max(originatorBytes, other.originatorBytes),
        Math.max(originatorPackets, other.originatorPackets),
        Math.max(responderBytes, other.responderBytes),
        Math.max(responderPackets, other.responderPackets),
        Math.max(missedBytes, other.missedBytes));
  }
}
