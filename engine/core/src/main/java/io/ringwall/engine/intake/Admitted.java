package io.ringwall.engine.intake;

import io.ringwall.sdk.event.Event;
import java.time.Instant;

/**
 * An event that was let in.
 *
 * @param event the event, with its own time
 * @param at its place in engine time, which never goes backwards: its own time, or later for an
 *     event that came too late or whose source's clock had stepped back
 */
public record Admitted(Event event, Instant at) {}
