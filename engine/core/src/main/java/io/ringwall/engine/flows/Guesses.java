package io.ringwall.engine.flows;

import io.ringwall.engine.identity.Identity;
import io.ringwall.engine.identity.ResolvedEndpoint;
import io.ringwall.sdk.event.Certainty;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Flows of which it is only guessed who their ends were, until that is known. */
final class Guesses {
  private static final int MAX = 4_096;
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final Identity identity;
  private final Duration correcting;
  private final Deque<MergedFlow> flows = new ArrayDeque<>();
  private Instant looked = Instant.MIN;

  /**
   * None yet.
   *
   * @param correcting how long after its start a flow may be corrected; zero: never
   */
  Guesses(Identity identity, Duration correcting) {
    this.identity = identity;
    this.correcting = correcting;
  }

  /** A flow has begun; of too many, the oldest are let go. */
  void add(MergedFlow flow) {
    if (correcting.isZero() || !flow.guessed()) {
      return;
    }
    flows.add(flow);
    if (flows.size() > MAX) {
      flows.remove();
    }
  }

  /** Tells of the flows whose ends have become known since. */
  void correct(Instant now, BiConsumer<MergedFlow, Correction> out) {
    if (flows.isEmpty() || now.isBefore(looked.plus(LOOK_EVERY))) {
      return;
    }
    looked = now;
    for (Iterator<MergedFlow> each = flows.iterator(); each.hasNext(); ) {
      MergedFlow flow = each.next();
      if (flow.forgotten() || flow.start().plus(correcting).isBefore(now)) {
        each.remove();
        continue;
      }
      Correction better = better(flow, now);
      if (better != null) {
        out.accept(flow, better);
        if (!flow.guessed()) {
          each.remove();
        }
      }
    }
  }

  private @Nullable Correction better(MergedFlow flow, Instant now) {
    Flow asked = flow.snapshot(now);
    ResolvedEndpoint originator =
        known(flow.originator(), identity.originator(asked, Long.MAX_VALUE));
    ResolvedEndpoint responder =
        known(flow.responder(), identity.responder(asked, originator, Long.MAX_VALUE));
    Correction better = correction(flow.originator(), originator);
    if (better == null) {
      better = correction(flow.responder(), responder);
    }
    if (better != null) {
      flow.corrected(originator, responder);
    }
    return better;
  }

  /** An end that was known stays what it was, but for what the other end calls it. */
  private static ResolvedEndpoint known(ResolvedEndpoint before, ResolvedEndpoint now) {
    boolean same = now.kind() == before.kind() && now.certainty() == before.certainty();
    return before.certainty() == Certainty.GUESSED || same ? now : before;
  }

  private static @Nullable Correction correction(ResolvedEndpoint before, ResolvedEndpoint now) {
    if (before.certainty() != Certainty.GUESSED
        || now.certainty() == Certainty.GUESSED
        || !(now.workload() instanceof Workload workload)) {
      return null;
    }
    Workload taken = before.workload();
    return new Correction(
        "%s was %s (%s), %s when the connection was judged"
            .formatted(
                now.address(),
                workload.name(),
                workload.workloadClass(),
                taken == null ? "which nobody knew" : "and was taken for " + taken.name()),
        "container " + workload.containerId());
  }

  void clear() {
    flows.clear();
    looked = Instant.MIN;
  }
}
