package io.ringwall.engine.learn;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stretches of time in which what an originator does teaches nothing. */
final class Voids {
  private final Map<String, List<Stretch>> byOriginator = new HashMap<>();

  private static final class Stretch {
    private final @Nullable Object cause;
    private Instant from;
    private @Nullable Instant until;

    private Stretch(@Nullable Object cause, Instant from, @Nullable Instant until) {
      this.cause = cause;
      this.from = from;
      this.until = until;
    }

    private boolean touches(Instant first, Instant last) {
      return !last.isBefore(from) && (until == null || !first.isAfter(until));
    }
  }

  /** Something happened from then until then. */
  void add(String originator, Instant from, Instant until) {
    stretches(originator).add(new Stretch(null, from, until));
  }

  /** Something that goes on until {@link #close}: a count stands above its threshold. */
  void open(String originator, Object cause, Instant from) {
    for (Stretch stretch : stretches(originator)) {
      if (cause.equals(stretch.cause) && stretch.until == null) {
        stretch.from = from.isBefore(stretch.from) ? from : stretch.from;
        return;
      }
    }
    stretches(originator).add(new Stretch(cause, from, null));
  }

  /** It has ended, for all whom it concerned. */
  void close(Object cause, Instant at) {
    for (List<Stretch> stretches : byOriginator.values()) {
      for (Stretch stretch : stretches) {
        if (cause.equals(stretch.cause) && stretch.until == null) {
          stretch.until = at;
        }
      }
    }
  }

  /** Did this originator do anything void between these two times. */
  boolean touch(String originator, Instant first, Instant last) {
    for (Stretch stretch : byOriginator.getOrDefault(originator, List.of())) {
      if (stretch.touches(first, last)) {
        return true;
      }
    }
    return false;
  }

  /** Forgets what ended before this. */
  void forget(Instant before) {
    byOriginator
        .values()
        .removeIf(stretches -> {
          stretches.removeIf(stretch -> stretch.until != null && stretch.until.isBefore(before));
          return stretches.isEmpty();
        });
  }

  private List<Stretch> stretches(String originator) {
    return byOriginator.computeIfAbsent(originator, _ -> new ArrayList<>());
  }
}
