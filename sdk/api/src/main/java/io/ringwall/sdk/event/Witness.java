package io.ringwall.sdk.event;

import org.jspecify.annotations.Nullable;

/**
 * A source that saw a flow, and where it stood.
 *
 * @param source plugin instance
 * @param networkInterface the interface it captured on
 * @param point where on the path, in the source's own words (Cilium: trace observation point)
 */
public record Witness(String source, @Nullable String networkInterface, @Nullable String point) {}
