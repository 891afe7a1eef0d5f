package io.ringwall.bench.application;

/** How a TCP connection that is made goes on. Each of them teaches. */
enum Manner {
  /** From the handshake to the end. */
  WHOLE,
  /** Reset by one side after it was used. */
  RESET,
  /** Used once, then kept open without a word. */
  IDLE,
  /** Used now and then, beyond the end of the capture. */
  LONG,
  /** Opened and closed, without a word. */
  SILENT,
  /** Begun before the capture; both sides are seen. */
  MIDDLE
}
