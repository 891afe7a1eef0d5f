package io.ringwall.sdk.source;

import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a source may remember without growing for ever. */
public final class Bounded {
  private Bounded() {}

  /**
   * An empty map that forgets its least recently used entry when it is full; not thread-safe.
   *
   * @param limit entries at most, from 1
   */
  public static <K, V> Map<K, V> map(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, was " + limit);
    }
    return new LeastRecentlyUsed<>(limit);
  }

  private static final class LeastRecentlyUsed<K, V> extends LinkedHashMap<K, V> {
    @Serial private static final long serialVersionUID = 1;
    private final int limit;

    LeastRecentlyUsed(int limit) {
      super(16, 0.75f, true);
      this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > limit;
    }
  }
}
