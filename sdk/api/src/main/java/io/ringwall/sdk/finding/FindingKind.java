package io.ringwall.sdk.finding;

/** Finding or incident. */
public enum FindingKind {
  /** What one rule concluded from events. */
  FINDING,
  /** A story told over findings. */
  INCIDENT
}
