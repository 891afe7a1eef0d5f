package io.ringwall.sdk.event;

/** What an end of an edge names. */
public enum EdgeEndKind {
  /** A workload class. */
  WORKLOAD,
  /** A service that stands before workloads. */
  SERVICE,
  /** A DNS name. */
  NAME,
  /** A named address block. */
  BLOCK,
  /** A monitored host. */
  HOST,
  /** A bare address. */
  ADDRESS,
  /** Everything outside the estate; a source only. */
  OUTSIDE
}
