package io.ringwall.plugin.docker;

import io.ringwall.sdk.source.Bounded;
import java.util.Map;

/**
 * Tells events of one nanosecond apart. A daemon's position is a time: two messages may share it,
 * and what is made up from an inspection takes the time that the inspection shows, which another
 * event may have as well (a life that ended unseen ends when the next one begins).
 */
final class Ordinals {
  /** More events than any daemon tells within the time that it may be behind. */
  private static final int REMEMBERED = 10_000;

  private final Map<Long, Integer> last = Bounded.map(REMEMBERED);

  /** The ordinal of the next event at this position: 0, 1, … */
  int next(long sequence) {
    Integer before = last.get(sequence);
    int next = before == null ? 0 : before + 1;
    last.put(sequence, next);
    return next;
  }
}
