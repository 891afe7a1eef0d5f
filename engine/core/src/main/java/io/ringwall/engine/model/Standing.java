package io.ringwall.engine.model;

import io.ringwall.sdk.event.Direction;
import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeRef;
import io.ringwall.sdk.finding.Mode;
import org.jspecify.annotations.Nullable;

/**
 * How a flow stands before the model.
 *
 * @param edge its edge and the edge's state
 * @param direction seen from the estate
 * @param mode the mode that holds for it
 * @param decidedBy the end whose mode that is; null where neither end has one of its own
 * @param declaration the entry that allowed or denied it, if one did
 */
public record Standing(
    EdgeRef edge,
    Direction direction,
    Mode mode,
    @Nullable EdgeEnd decidedBy,
    @Nullable Declaration declaration) {}
