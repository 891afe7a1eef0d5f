package io.ringwall.engine.route;

import io.ringwall.engine.rules.Judgement;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Flow;
import java.util.Comparator;

/**
 * An event as rules see it, and what the stateless ones said.
 *
 * @param event the event
 * @param judgement what was said
 */
record Judged(Event event, Judgement judgement) {
  /** The order of events that no source emitted: they come from the workers' timers. */
  static final Comparator<Judged> OF_TIMERS =
      Comparator.comparing((Judged one) -> one.event().time())
          .thenComparing(one -> one.event() instanceof Flow flow ? flow.flowId() : "")
          .thenComparing(one -> one.event().id());
}
