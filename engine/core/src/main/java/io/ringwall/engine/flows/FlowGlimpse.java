package io.ringwall.engine.flows;

import io.ringwall.engine.identity.Identity;
import io.ringwall.engine.identity.ResolvedEndpoint;
import io.ringwall.engine.model.Model;
import io.ringwall.engine.model.Standing;
import io.ringwall.sdk.event.AddressPair;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.Origin;

/** A connection that somebody asks about, as a {@link FlowTable} would tell its first event. */
public final class FlowGlimpse {
  private FlowGlimpse() {}

  /**
   * The connection with its ends resolved and its edge looked up at this moment. Nothing is learned
   * from it, no flow is begun, and what other witnesses said of it is not known. Any thread,
   * without locks.
   */
  public static TrackedFlow of(Flow event, Identity identity, Model model) {
    ResolvedEndpoint originator = identity.originator(event, Long.MAX_VALUE);
    MergedFlow flow =
        new MergedFlow(
            Tuple.of(event),
            event,
            new Origin(event.host(), event.source(), event.epoch()),
            originator,
            identity.responder(event, originator, Long.MAX_VALUE),
            null);
    AddressPair original = event.original();
    if (original != null) {
      flow.translated(original, Tuple.of(original, event.protocolNumber()));
    }
    FlowPhase phase = flow.hear(event);
    boolean settles = flow.settlesAt(phase, event.time());
    if (settles) {
      flow.settle();
    }
    Standing standing = model.stand(flow.connection(event.time()));
    return new TrackedFlow(
        null, event, phase, flow, standing, true, settles, flow.teachesNow(), null);
  }
}
