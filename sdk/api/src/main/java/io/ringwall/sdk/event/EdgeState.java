package io.ringwall.sdk.event;

/** What the model says of an edge at the moment of the event, before rules are judged. */
public enum EdgeState {
  /** No model is consulted: nothing was learned, or the mode is off. */
  UNKNOWN,
  /** Seen in mode learn, not graduated. */
  CANDIDATE,
  /** Graduated from candidate. */
  LEARNED,
  /** Allowed by hand or by rule. */
  ALLOWED,
  /** Never learned nor allowed. */
  UNSEEN,
  /** Forbidden by hand or by rule. */
  DENIED
}
