package io.ringwall.sdk.finding;

/** How bad it is. Mapped to OCSF severity_id 1 to 5. */
public enum Severity {
  /** Worth knowing. */
  INFO,
  /** Look at it when there is time. */
  LOW,
  /** Look at it today. */
  MEDIUM,
  /** Look at it now. */
  HIGH,
  /** Act now. */
  CRITICAL
}
