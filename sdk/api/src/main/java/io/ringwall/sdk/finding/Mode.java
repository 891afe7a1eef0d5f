package io.ringwall.sdk.finding;

/** Mode of a scope and direction. */
public enum Mode {
  /** Not judged by the model. */
  OFF,
  /** Edges become candidates. */
  LEARN,
  /** Unseen edges raise findings. */
  ALERT,
  /** Unseen edges are denied by the kernel. */
  PREVENT
}
