package io.ringwall.sdk.rules;

import io.ringwall.sdk.event.Timed;
import org.osgi.annotation.versioning.ProviderType;

/** The global {@code findings}: how a rule says what it concluded. */
@ProviderType
public interface Findings {
  /**
   * Raises a finding of the current rule.
   *
   * <p>What it is about is taken from {@code on}: originator, responder, edge, process, file,
   * request, and the workload. Findings of one rule about the same thing are one finding that
   * counts: for a flow container and edge, for a count its key, for others the container. {@link
   * Draft#key} says otherwise.
   *
   * @param on the event or finding that it rests on
   * @param message what happened, in a sentence
   * @return the finding, to be refined until the consequence ends
   */
  Draft raise(Timed on, String message);

  /**
   * Raises an incident: a story over findings. Its key is the container of its first support that
   * has one; further support joins the open incident. The findings among the support get its id.
   *
   * @param message what happened, in a sentence
   * @param support events and findings, in the order of the story
   * @return the incident, to be refined until the consequence ends
   */
  Draft incident(String message, Timed... support);
}
