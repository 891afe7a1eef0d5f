package io.ringwall.engine.model;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the model holds of one edge or class; written by one thread, its state read by any. */
final class Known {
  private final Map<ObservedBy, Observation> observations = new TreeMap<>();
  private volatile boolean learned;
  private @Nullable String applicationProtocol;
  private boolean changed = true;

  boolean learned() {
    return learned;
  }

  void learn() {
    if (!learned) {
      learned = true;
      changed = true;
    }
  }

  /** Learns it if it has an observation that counts; true when that is new. */
  boolean graduate() {
    if (learned || !qualified()) {
      return false;
    }
    learn();
    return true;
  }

  void applicationProtocol(@Nullable String protocol) {
    if (protocol != null && !protocol.equals(applicationProtocol)) {
      applicationProtocol = protocol;
      changed = true;
    }
  }

  @Nullable String applicationProtocol() {
    return applicationProtocol;
  }

  void observe(ObservedBy by, Observation told) {
    Observation before = observations.get(by);
    Observation after = before == null ? told : before.merge(told);
    if (!after.equals(before)) {
      observations.put(by, after);
      changed = true;
    }
  }

  /** Has it an observation that counts. */
  boolean qualified() {
    return !observations.isEmpty();
  }

  Map<ObservedBy, Observation> observations() {
    return observations;
  }

  /** All observations together; null while there is none. */
  @Nullable Observation total() {
    Observation total = null;
    for (Observation one : observations.values()) {
      total = total == null ? one : total.plus(one);
    }
    return total;
  }

  /** Was it changed since this was last asked. */
  boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }
}
