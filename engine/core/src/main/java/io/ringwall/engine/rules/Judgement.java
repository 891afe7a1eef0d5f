package io.ringwall.engine.rules;

import io.ringwall.engine.counts.Addition;
import io.ringwall.engine.findings.Raised;
import java.util.List;

/**
 * What the stateless rules said of one event, to be handed to {@link Correlation} in order. Made by
 * one thread, read by one other.
 */
public final class Judgement {
  /** No rule had anything to say, and no correlation rule wants the event. */
  public static final Judgement NONE =
      new Judgement(false, List.of(), List.of(), List.of(), List.of());

  private final boolean admitted;
  private final List<Raised> raised;
  private final List<Addition> additions;
  private final List<RequestedResponse> responses;
  private final List<? extends Speaker> waiting;

  Judgement(
      boolean admitted,
      List<Raised> raised,
      List<Addition> additions,
      List<RequestedResponse> responses,
      List<? extends Speaker> waiting) {
    this.admitted = admitted;
    this.raised = raised;
    this.additions = additions;
    this.responses = responses;
    this.waiting = waiting;
  }

  /** Findings of the stateless rules, in order. */
  public List<Raised> raised() {
    return raised;
  }

  /** What they added to counts, in order. */
  public List<Addition> additions() {
    return additions;
  }

  /** What they asked to be done, in order. */
  public List<RequestedResponse> responses() {
    return responses;
  }

  /** Does a correlation rule want the event. */
  public boolean admitted() {
    return admitted;
  }

  /** Rules that match and read counts, and those that match with them: yet to speak, in order. */
  List<? extends Speaker> waiting() {
    return waiting;
  }
}
