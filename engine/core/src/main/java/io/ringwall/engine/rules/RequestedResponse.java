package io.ringwall.engine.rules;

import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.finding.Effect;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a rule asked to be done.
 *
 * @param rule {@code ruleSet/rule name}
 * @param effect what to do
 * @param target the address or container id to do it to
 * @param timeToLive for how long; absent where it is not undone by itself
 * @param reason why, in a sentence
 * @param on the event it was judged on
 */
public record RequestedResponse(
    String rule,
    Effect effect,
    String target,
    @Nullable Duration timeToLive,
    String reason,
    Event on) {}
