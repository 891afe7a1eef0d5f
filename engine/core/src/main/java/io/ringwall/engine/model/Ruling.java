package io.ringwall.engine.model;

import io.ringwall.engine.config.Configuration.Placed;
import io.ringwall.engine.config.ModeEntry;
import io.ringwall.sdk.finding.Mode;
import org.jspecify.annotations.Nullable;

/**
 * The mode that holds for a class and direction, and why.
 *
 * @param mode the mode
 * @param entry the entry that says so; null where none matches and the general mode holds
 */
public record Ruling(Mode mode, @Nullable Placed<ModeEntry> entry) {}
