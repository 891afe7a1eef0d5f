package io.ringwall.sdk.finding;

/** What a response did, or would do. */
public enum Effect {
  /** Told people. */
  ALERT,
  /** Denied the connection. */
  PREVENT,
  /** Cut a workload off. */
  QUARANTINE,
  /** Killed a process. */
  KILL,
  /** Stopped a container. */
  STOP,
  /** Refuses a client for a while. */
  BAN
}
