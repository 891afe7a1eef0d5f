package io.ringwall.engine.findings;

import java.util.LinkedHashMap;
import java.util.Map;

/** Maps that forget what was not used for longest. */
final class Bounded {
  private Bounded() {}

  /** A map of at most this many entries; {@code evicted} runs for each one that is forgotten. */
  static <K, V> Map<K, V> map(int most, Runnable evicted) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        boolean full = size() > most;
        if (full) {
          evicted.run();
        }
        return full;
      }
    };
  }
}
