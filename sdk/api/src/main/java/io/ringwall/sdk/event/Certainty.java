package io.ringwall.sdk.event;

/** How an address got its workload. */
public enum Certainty {
  /** The workload was known to hold the address before the packet. */
  CONFIRMED,
  /** It became known within a second (engine time) after the packet. */
  LATE,
  /**
   * The address lies in a container network, but nobody was known to hold it in time; or it is the
   * host's, and perhaps a container's that shares its network. Corrected, and findings withdrawn,
   * when the inventory, or who sees processes, learns better.
   */
  GUESSED,
  /** Not resolved yet, or not an address of a container network. */
  UNKNOWN
}
