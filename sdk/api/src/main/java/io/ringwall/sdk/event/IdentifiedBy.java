package io.ringwall.sdk.event;

/** What an application protocol was concluded from. */
public enum IdentifiedBy {
  /** The well-known port: a hint. */
  PORT,
  /** The bytes exchanged. */
  PAYLOAD,
  /** The word of whoever wrote the source's log. */
  LOG,
  /** Nothing yet. */
  UNKNOWN
}
