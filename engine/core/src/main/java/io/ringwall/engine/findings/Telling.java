package io.ringwall.engine.findings;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * When revisions are emitted: at once what says something new, the rest at most once a second of
 * engine time. Used by one thread.
 */
final class Telling {
  private static final Duration QUIET = Duration.ofSeconds(1);

  private final Findings.Listener listener;
  private final Set<Open> waiting = new LinkedHashSet<>();
  private final Set<Open> urgent = new LinkedHashSet<>();
  private Instant now = Instant.MIN;

  Telling(Findings.Listener listener) {
    this.listener = listener;
  }

  /** Time has come to this, if it had not before. */
  void time(Instant time) {
    now = time.isAfter(now) ? time : now;
  }

  /** It changed. What is absorbed, and was never told of, is not told of at once. */
  void changed(Open open, boolean atOnce) {
    if (atOnce && !(isAbsorbed(open) && open.last() == null)) {
      urgent.add(open);
    } else {
      waiting.add(open);
    }
  }

  /** It is told of with the next that is told at once. */
  void urgent(Open open) {
    urgent.add(open);
  }

  /** It changed, and is not told of. */
  void drop(Open open) {
    waiting.remove(open);
    urgent.remove(open);
  }

  /** It is told of now, if it changed. */
  void last(Open open) {
    if (waiting.contains(open) || urgent.contains(open)) {
      emit(open);
    }
  }

  /** Tells all that is to be told at once. */
  void now() {
    if (!urgent.isEmpty()) {
      List.copyOf(urgent).forEach(this::emit);
    }
  }

  /** Engine time has come to this token: tells what changed and has waited. */
  void advance(Instant token) {
    time(token);
    if (waiting.isEmpty()) {
      return;
    }
    for (Open open : List.copyOf(waiting)) {
      boolean due =
          open.emittedAt().equals(Instant.MIN) || !open.emittedAt().plus(QUIET).isAfter(now);
      if (due && !isAbsorbed(open)) {
        emit(open);
      }
    }
  }

  /** Tells all that waits, absorbed findings included. */
  void finish() {
    List.copyOf(waiting).forEach(this::emit);
  }

  static boolean isAbsorbed(Open open) {
    return open instanceof Aggregate finding && finding.absorber() != null;
  }

  private void emit(Open open) {
    drop(open);
    listener.revised(open.revise(now), open.counted());
  }
}
