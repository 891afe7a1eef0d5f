package io.ringwall.engine.rules;

import io.ringwall.sdk.event.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** One path of the guard index: reads a value from an event and knows who waits for it. */
interface Probe {
  /** Nobody. */
  Target[] NOBODY = {};

  /** Who waits for an event like this. */
  Target[] look(Event event);

  /** The probe of a path; {@code waiting} is who waits for which value. */
  static Probe of(Equality.Path path, Map<Object, List<Target>> waiting) {
    Class<?> type = path.steps().getLast().accessor().type();
    if (type.isEnum()) {
      return byOrdinal(path, type, waiting);
    }
    if (type == boolean.class) {
      return byFlag(path, waiting);
    }
    boolean whole = waiting.keySet().stream().allMatch(Long.class::isInstance);
    return whole ? byNumber(path, waiting) : byValue(path, waiting);
  }

  private static Probe byValue(Equality.Path path, Map<Object, List<Target>> waiting) {
    Function<Object, @Nullable Object> reader = Readers.object(path);
    Map<Object, Target[]> targets = new HashMap<>();
    waiting.forEach((value, list) -> targets.put(value, list.toArray(Target[]::new)));
    return event -> {
      Object value = reader.apply(event);
      return value == null ? NOBODY : targets.getOrDefault(value, NOBODY);
    };
  }

  @SuppressWarnings("EnumOrdinal") // the index lives and dies with this process
  private static Probe byOrdinal(
      Equality.Path path, Class<?> type, Map<Object, List<Target>> waiting) {
    Function<Object, @Nullable Object> reader = Readers.object(path);
    Target[][] targets = new Target[type.getEnumConstants().length][];
    Arrays.fill(targets, NOBODY);
    waiting.forEach(
        (value, list) -> targets[((Enum<?>) value).ordinal()] = list.toArray(Target[]::new));
    return event ->
        reader.apply(event) instanceof Enum<?> value ? targets[value.ordinal()] : NOBODY;
  }

  private static Probe byFlag(Equality.Path path, Map<Object, List<Target>> waiting) {
    Function<Object, @Nullable Object> reader = Readers.object(path);
    Target[] yes = waiting.getOrDefault(true, List.of()).toArray(Target[]::new);
    Target[] no = waiting.getOrDefault(false, List.of()).toArray(Target[]::new);
    return event -> {
      Object value = reader.apply(event);
      return value == null ? NOBODY : Boolean.TRUE.equals(value) ? yes : no;
    };
  }

  private static Probe byNumber(Equality.Path path, Map<Object, List<Target>> waiting) {
    ToLongFunction<Object> reader = Readers.number(path);
    int capacity = Integer.highestOneBit(Math.max(4, waiting.size() * 4 - 1));
    long[] keys = new long[capacity];
    Target[][] targets = new Target[capacity][];
    for (Map.Entry<Object, List<Target>> entry : new ArrayList<>(waiting.entrySet())) {
      long key = (Long) entry.getKey();
      int slot = slot(key, capacity);
      while (targets[slot] != null) {
        slot = (slot + 1) & (capacity - 1);
      }
      keys[slot] = key;
      targets[slot] = entry.getValue().toArray(Target[]::new);
    }
    return event -> {
      long key = reader.applyAsLong(event);
      for (int slot = slot(key, capacity);
          targets[slot] != null;
          slot = (slot + 1) & (capacity - 1)) {
        if (keys[slot] == key) {
          return targets[slot];
        }
      }
      return NOBODY;
    };
  }

  private static int slot(long key, int capacity) {
    return (int) ((key * 0x9E3779B97F4A7C15L) >>> 40) & (capacity - 1);
  }
}
