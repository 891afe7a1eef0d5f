package io.ringwall.engine.findings;

import io.ringwall.sdk.event.Timed;
import io.ringwall.sdk.finding.Evidence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The first events that a finding rests on, each once. */
final class EvidenceList {
  private final int most;
  private final Set<String> ids = new HashSet<>();
  private final List<Evidence> evidence = new ArrayList<>();

  EvidenceList(int most, List<Evidence> known) {
    this.most = most;
    known.forEach(this::add);
  }

  /** Makes its line only if there is room for it. */
  void add(Timed event) {
    if (evidence.size() < most && !ids.contains(event.id())) {
      add(Summaries.evidence(event));
    }
  }

  void addAll(EvidenceList other) {
    other.evidence.forEach(this::add);
  }

  private void add(Evidence found) {
    if (evidence.size() < most && ids.add(found.eventId())) {
      evidence.add(found);
    }
  }

  /** Is there no room for what comes next. */
  boolean isFull() {
    return evidence.size() >= most;
  }

  List<Evidence> all() {
    return evidence;
  }

  Set<String> ids() {
    return Set.copyOf(ids);
  }
}
