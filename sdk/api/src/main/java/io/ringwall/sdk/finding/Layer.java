package io.ringwall.sdk.finding;

/** Layer of defence a rule set watches. */
public enum Layer {
  /** Flows, names. */
  NETWORK,
  /** HTTP. */
  WEB,
  /** Processes. */
  PROCESS,
  /** Files. */
  FILE,
  /** Life and configuration of containers. */
  CONTAINER,
  /** Findings of all layers. */
  INCIDENT
}
