package io.ringwall.engine.flows;

import io.ringwall.engine.identity.Identity;
import io.ringwall.engine.identity.ResolvedEndpoint;
import io.ringwall.sdk.event.Certainty;
import io.ringwall.sdk.event.EndpointKind;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Flows of which it is only guessed who their ends were, until that is known: longer than witnesses
 * are merged. One whose end proves to have left its address before is a guess from then on.
 */
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

  /**
   * Tells of the flows whose ends have become known since.
   *
   * @param known takes those of which the guess was right
   */
  void correct(
      Instant now, BiConsumer<MergedFlow, Correction> corrected, Consumer<MergedFlow> known) {
    if (flows.isEmpty() || now.isBefore(looked.plus(LOOK_EVERY))) {
      return;
    }
    looked = now;
    for (Iterator<MergedFlow> each = flows.iterator(); each.hasNext(); ) {
      MergedFlow flow = each.next();
      if (flow.absorbed() || flow.start().plus(correcting).isBefore(now)) {
        each.remove();
        continue;
      }
      Ends ends = ends(flow, now);
      Correction better = correction(flow, ends);
      boolean right = better == null && wasRight(flow, ends);
      if (better != null || right) {
        flow.corrected(ends.originator(), ends.responder());
      }
      if (better != null) {
        corrected.accept(flow, better);
      } else if (right) {
        known.accept(flow);
      }
      if (!flow.guessed()) {
        each.remove();
      }
    }
  }

  /** Nobody has told in time that the host's address was a container's that shares its network. */
  private static boolean wasRight(MergedFlow flow, Ends now) {
    return flow.guessed()
        && flow.originator().kind() == now.originator().kind()
        && flow.responder().kind() == now.responder().kind()
        && now.originator().certainty() != Certainty.GUESSED
        && now.responder().certainty() != Certainty.GUESSED;
  }

  /**
   * An end of this flow was taken for a container that had left before, or for the host: says who
   * it was, where that is known; else it is only guessed from now on.
   */
  @Nullable Correction reconsider(MergedFlow flow, Instant now) {
    if (correcting.isZero() || flow.absorbed()) {
      return null;
    }
    boolean guessed = flow.guessed();
    Ends ends = ends(flow, now);
    boolean stays =
        isSame(flow.originator(), ends.originator()) && isSame(flow.responder(), ends.responder());
    Correction better = stays ? null : correction(flow, ends);
    flow.corrected(ends.originator(), ends.responder());
    if (!stays) {
      flow.unteach();
    }
    if (!guessed) {
      add(flow);
    }
    return better;
  }

  private record Ends(ResolvedEndpoint originator, ResolvedEndpoint responder) {}

  private Ends ends(MergedFlow flow, Instant now) {
    Flow asked = flow.unresolved(now);
    ResolvedEndpoint originator =
        known(flow, flow.originator(), identity.originator(asked, Long.MAX_VALUE));
    ResolvedEndpoint responder =
        known(flow, flow.responder(), identity.responder(asked, originator, Long.MAX_VALUE));
    return new Ends(originator, responder);
  }

  /** An end that was known stays what it was, but for what the other end calls it. */
  private static ResolvedEndpoint known(
      MergedFlow flow, ResolvedEndpoint before, ResolvedEndpoint now) {
    boolean same = now.kind() == before.kind() && now.certainty() == before.certainty();
    return same || isOpen(flow, before, now) ? now : before;
  }

  private static boolean isOpen(MergedFlow flow, ResolvedEndpoint end, ResolvedEndpoint now) {
    return end.certainty() == Certainty.GUESSED
        || end.certainty() == Certainty.LATE && now.certainty() == Certainty.CONFIRMED
        || end.wasLeftBy(flow.start())
        || end.kind() == EndpointKind.HOST && now.member() != null;
  }

  private static boolean isSame(ResolvedEndpoint before, ResolvedEndpoint now) {
    boolean asSure =
        (before.certainty() == Certainty.GUESSED) == (now.certainty() == Certainty.GUESSED);
    return asSure && id(before).equals(id(now));
  }

  private static String id(ResolvedEndpoint end) {
    Workload workload = end.workload();
    return workload == null ? "" : workload.containerId();
  }

  private static @Nullable Correction correction(MergedFlow flow, Ends now) {
    Correction better = correction(flow, flow.originator(), now.originator());
    return better == null ? correction(flow, flow.responder(), now.responder()) : better;
  }

  private static @Nullable Correction correction(
      MergedFlow flow, ResolvedEndpoint before, ResolvedEndpoint now) {
    if (!isOpen(flow, before, now)
        || now.certainty() == Certainty.GUESSED
        || before.certainty() != Certainty.GUESSED && id(before).equals(id(now))
        || !(now.workload() instanceof Workload workload)) {
      return null;
    }
    String taken = before.workload() instanceof Workload other ? other.name() : "the host";
    boolean nobody = before.workload() == null && before.kind() != EndpointKind.HOST;
    return new Correction(
        "%s was %s (%s), %s when the connection was judged"
            .formatted(
                now.address(),
                workload.name(),
                workload.workloadClass(),
                nobody ? "which nobody knew" : "and was taken for " + taken),
        "container " + workload.containerId());
  }

  void clear() {
    flows.clear();
    looked = Instant.MIN;
  }
}
