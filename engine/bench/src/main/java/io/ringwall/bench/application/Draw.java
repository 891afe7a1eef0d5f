package io.ringwall.bench.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Draws lots; the same seed draws the same. */
record Draw(RandomGenerator random) {
  boolean chance(double share) {
    return random.nextDouble() < share;
  }

  /** A number of this range, both bounds included. */
  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  /** A moment of this range. */
  long moment(long from, long until) {
    return random.nextLong(from, Math.max(from + 1, until));
  }

  <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  <T> Optional<T> any(List<T> all) {
    return all.isEmpty() ? Optional.empty() : Optional.of(pick(all));
  }

  <T> List<T> shuffled(List<T> all) {
    List<T> copy = new ArrayList<>(all);
    for (int i = copy.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      T one = copy.get(i);
      copy.set(i, copy.get(j));
      copy.set(j, one);
    }
    return copy;
  }

  String hex(int digits) {
    StringBuilder text = new StringBuilder(digits);
    for (int i = 0; i < digits; i++) {
      text.append(Character.forDigit(random.nextInt(16), 16));
    }
    return text.toString();
  }
}
