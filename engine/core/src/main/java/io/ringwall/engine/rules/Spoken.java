package io.ringwall.engine.rules;

import io.ringwall.engine.findings.FindingDraft;
import io.ringwall.sdk.event.Event;
import java.util.List;

/** What a rule marked {@code @inline} said ahead of the route, where it is said again, once. */
record Spoken(LoadedRule rule, List<FindingDraft> drafts) implements Speaker {
  Spoken {
    drafts = List.copyOf(drafts);
  }

  @Override
  public void fire(Event event, Firing firing) {
    firing.begin(rule, event);
    firing.repeat(drafts, event);
    firing.end();
  }
}
