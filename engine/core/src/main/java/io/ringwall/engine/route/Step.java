package io.ringwall.engine.route;

import io.ringwall.engine.rules.RuleBase;
import io.ringwall.sdk.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One step of a batch. Workers fill in what it came to; the correlation thread reads that. */
abstract sealed class Step {
  /** An event; one worker takes it. */
  static final class Seen extends Step {
    private final Event event;
    private final long order;
    private final int worker;
    private @Nullable Judged first;
    private List<Judged> further = List.of();

    Seen(Event event, long order, int worker) {
      this.event = event;
      this.order = order;
      this.worker = worker;
    }

    Event event() {
      return event;
    }

    long order() {
      return order;
    }

    int worker() {
      return worker;
    }

    /** One more came of it; mostly it is one. */
    void judged(Judged came) {
      if (first == null) {
        first = came;
        return;
      }
      if (further.isEmpty()) {
        further = new ArrayList<>(2);
      }
      further.add(came);
    }

    /** Hands over what came of it, in order. */
    void judged(Consumer<Judged> taker) {
      if (first != null) {
        taker.accept(first);
        if (!further.isEmpty()) {
          further.forEach(taker);
        }
      }
    }
  }

  /** From here on these rules judge; each worker takes them when it comes here. */
  static final class Rules extends Step {
    private final RuleBase base;

    Rules(RuleBase base) {
      this.base = base;
    }

    RuleBase base() {
      return base;
    }
  }

  /** Engine time has come to a token, or the phase to its end; all workers take part. */
  static final class Passed extends Step {
    private final Instant token;
    private final boolean end;
    private final List<List<Judged>> byWorker;

    Passed(Instant token, boolean end, int workers) {
      this.token = token;
      this.end = end;
      this.byWorker = new ArrayList<>(workers);
      for (int i = 0; i < workers; i++) {
        byWorker.add(List.of());
      }
    }

    Instant token() {
      return token;
    }

    /** Is it the end of the phase. */
    boolean end() {
      return end;
    }

    void judged(int worker, List<Judged> came) {
      byWorker.set(worker, came);
    }

    /** What came of the timers of all workers, in an order that does not depend on their number. */
    List<Judged> judged() {
      return byWorker.stream().flatMap(List::stream).sorted(Judged.OF_TIMERS).toList();
    }
  }
}
