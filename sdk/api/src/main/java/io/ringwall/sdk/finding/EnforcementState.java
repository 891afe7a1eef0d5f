package io.ringwall.sdk.finding;

/** How far a response got. */
public enum EnforcementState {
  /** Asked of an actuator. */
  REQUESTED,
  /** The kernel or platform showed that it holds. */
  CONFIRMED,
  /** The actuator could not. */
  FAILED,
  /** Denied, and yet a flow was established. */
  CONTRADICTED,
  /** Undone. */
  REVERTED,
  /** Its lease ran out. */
  EXPIRED
}
