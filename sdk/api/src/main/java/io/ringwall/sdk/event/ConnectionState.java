package io.ringwall.sdk.event;

/**
 * State of a connection, in the terms of Zeek's <code>conn_state</code> (Zeek,
 * base/protocols/conn/main.zeek).
 */
public enum ConnectionState {
  /** Attempt seen, no answer. */
  S0,
  /** Established, not ended. */
  S1,
  /** Established and ended by both sides; for UDP and ICMP: both sides spoke. */
  SF,
  /** Attempt refused by a reset, or by an ICMP error. */
  REJ,
  /** Established, the originator closed, no answer to that from the responder. */
  S2,
  /** Established, the responder closed, no answer to that from the originator. */
  S3,
  /** Established, the originator reset it. */
  RSTO,
  /** Established, the responder reset it. */
  RSTR,
  /** The originator sent a SYN, then a RST; the responder stayed silent. */
  RSTOS0,
  /** The responder sent a SYN-ACK, then a RST; the SYN was not seen. */
  RSTRH,
  /** The originator sent a SYN, then a FIN; no SYN-ACK was seen. */
  SH,
  /** The responder sent a SYN-ACK, then a FIN; the SYN was not seen. */
  SHR,
  /** Mid-stream traffic, no SYN seen. */
  OTH,
  /** The source cannot tell. */
  UNKNOWN
}
