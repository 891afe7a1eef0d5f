package io.ringwall.engine.rules;

import io.ringwall.sdk.event.Event;

/**
 * Who has something to say of an event: a rule that matches, or what one said ahead of the route.
 */
sealed interface Speaker permits StatelessRule, Spoken {
  LoadedRule rule();

  /** Says it; a failure is this rule's alone. */
  void fire(Event event, Firing firing);
}
