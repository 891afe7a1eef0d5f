package io.ringwall.sdk.event;

/** Whether a container's class (image in namespace) was seen before; set by the engine. */
public enum ClassState {
  /** No model is consulted. */
  UNKNOWN,
  /** Seen in mode learn, not graduated. */
  CANDIDATE,
  /** Seen before. */
  LEARNED,
  /** Allowed by hand. */
  ALLOWED,
  /** Never seen in this namespace. */
  UNSEEN
}
