package io.ringwall.engine.counts;

import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Workload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value that a rule adds to a count. Made by any thread, applied in order by the thread of the
 * {@link CountTable}.
 *
 * @param count to which count
 * @param key under which key
 * @param value the value; empty for a rate
 * @param event the event that contributes it
 */
public record Addition(CountSpec count, List<Object> key, List<Object> value, Event event) {
  /** An addition of parts as a rule gives them. */
  public static Addition of(CountSpec count, Object[] key, Object[] value, Event event) {
    return new Addition(count, parts(key), count.distinct() ? parts(value) : List.of(), event);
  }

  /** Parts of a key or value, in a form that compares by what it names. */
  public static List<Object> parts(@Nullable Object[] given) {
    if (given.length == 1) {
      return List.of(part(given[0]));
    }
    List<Object> parts = new ArrayList<>(given.length);
    for (Object part : given) {
      parts.add(part(part));
    }
    return List.copyOf(parts);
  }

  private static Object part(@Nullable Object given) {
    if (given == null) {
      return "";
    }
    if (given instanceof Workload workload) {
      return workload.containerId();
    }
    return given instanceof Endpoint end ? end.address() : given;
  }
}
