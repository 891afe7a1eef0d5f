package io.ringwall.sdk.finding;

/** Where a finding stands. */
public enum FindingStatus {
  /** Nobody dealt with it yet. */
  NEW,
  /** Somebody looks after it. */
  ACKNOWLEDGED,
  /** Kept as evidence of another finding, or covered by an exception. */
  SUPPRESSED,
  /** Dealt with. */
  RESOLVED,
  /** Turned out to be wrong; final. */
  WITHDRAWN
}
