package io.ringwall.bench.capture;

/**
 * What a contestant says it saw.
 *
 * @param packets packets it read, those it did not understand included
 * @param flows flows it told, both directions as one; negative if that is not its task
 */
record Answer(long packets, long flows) {
  boolean tellsFlows() {
    return flows >= 0;
  }
}
