package io.ringwall.engine.response;

import java.util.List;

/** Who is told how it goes with an actuator. Called on the converger's thread; must not block. */
public interface ConvergerListener {
  /**
   * A boundary holds.
   *
   * @param gaps what the backend cannot express, a sentence each
   */
  void converged(String actuator, long boundary, long membership, List<String> gaps);

  /** The backend refused, or enforces something else than it was asked: a sentence. */
  void trouble(String actuator, String sentence);
}
