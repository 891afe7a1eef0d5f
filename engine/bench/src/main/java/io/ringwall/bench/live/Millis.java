package io.ringwall.bench.live;

import java.util.Arrays;
import java.util.Collection;

/** Durations in milliseconds, in order. */
final class Millis {
  private final double[] sorted;

  Millis(Collection<Double> all) {
    this.sorted = all.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
  }

  int count() {
    return sorted.length;
  }

  /** That of which so many of a hundred are no longer; NaN when there is none. */
  double percentile(int percent) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted[Math.max(0, Math.ceilDiv(sorted.length * percent, 100) - 1)];
  }
}
