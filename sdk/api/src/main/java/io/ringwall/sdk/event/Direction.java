package io.ringwall.sdk.event;

/** Direction of a flow, seen from the estate of monitored hosts. */
public enum Direction {
  /** From outside to a workload or host. */
  INBOUND,
  /** From a workload or host to outside. */
  OUTBOUND,
  /** Between workloads, or between a workload and a host. */
  LATERAL,
  /** Within one workload or one host. */
  LOCAL,
  /** Neither end is known. */
  UNKNOWN
}
