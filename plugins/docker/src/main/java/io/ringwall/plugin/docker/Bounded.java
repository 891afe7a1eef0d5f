package io.ringwall.plugin.docker;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets its least recently used entry when it is full. */
final class Bounded<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1;
  private final int limit;

  Bounded(int limit) {
    super(16, 0.75f, true);
    this.limit = limit;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > limit;
  }
}
