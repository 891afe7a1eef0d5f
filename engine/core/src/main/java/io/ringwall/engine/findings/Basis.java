package io.ringwall.engine.findings;

import io.ringwall.sdk.event.Certainty;
import io.ringwall.sdk.event.Flow;
import java.util.HashSet;
import java.util.Set;

/** Whether a finding rests on nothing but guesses of who the ends of its flows were. */
final class Basis {
  private static final int GUESSES_MAX = 1_024;

  private final Set<String> guessed = new HashSet<>();
  private boolean certain;

  /** It rests on something that is no guess. */
  void certain() {
    certain = true;
  }

  void add(Flow flow) {
    boolean known =
        flow.originator().certainty() != Certainty.GUESSED
            && flow.responder().certainty() != Certainty.GUESSED;
    if (known || guessed.size() >= GUESSES_MAX) {
      certain = true;
    } else {
      guessed.add(flow.flowId());
    }
  }

  void addAll(Basis other) {
    certain |= other.certain;
    guessed.addAll(other.guessed);
  }

  /** The guess about this flow was wrong; true when nothing is left that it rests on. */
  boolean disproved(String flowId) {
    return guessed.remove(flowId) && guessed.isEmpty() && !certain;
  }
}
