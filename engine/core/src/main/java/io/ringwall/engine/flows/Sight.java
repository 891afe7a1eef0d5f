package io.ringwall.engine.flows;

import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import org.jspecify.annotations.Nullable;

/** One source's view of a flow. */
final class Sight {
  private final String source;
  private final String flowId;
  private String epoch;
  private boolean closed;
  private boolean toldPhases;
  private final @Nullable Sight next;

  Sight(Flow event, @Nullable Sight next) {
    this.source = event.source();
    this.flowId = event.flowId();
    this.epoch = event.epoch();
    this.next = next;
  }

  String source() {
    return source;
  }

  String flowId() {
    return flowId;
  }

  @Nullable Sight next() {
    return next;
  }

  boolean of(Flow event) {
    return flowId.equals(event.flowId()) && source.equals(event.source());
  }

  /** Is it the same stream of the same source, which cannot be a second witness. */
  boolean sameStream(Flow event) {
    return source.equals(event.source()) && epoch.equals(event.epoch());
  }

  /** A flow may go on from one file of a rotated capture into the next. */
  void heard(Flow event) {
    epoch = event.epoch();
    closed |= event.phase() == FlowPhase.CLOSE;
    toldPhases |= event.phase() == FlowPhase.ATTEMPT || event.phase() == FlowPhase.ESTABLISHED;
  }

  /** Does it tell phases as they happen, so that one it did not tell did not happen. */
  boolean tellsPhases() {
    return toldPhases;
  }

  boolean closed() {
    return closed;
  }
}
