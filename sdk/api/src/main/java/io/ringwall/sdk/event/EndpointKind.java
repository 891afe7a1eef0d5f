package io.ringwall.sdk.event;

/** What an address stands for. */
public enum EndpointKind {
  /** A container or pod. */
  WORKLOAD,
  /** A host itself, gateways of its container networks included. */
  HOST,
  /** A virtual address that is translated to workloads. */
  SERVICE,
  /** Anything outside the estate. */
  EXTERNAL,
  /** Not yet resolved. */
  UNKNOWN
}
