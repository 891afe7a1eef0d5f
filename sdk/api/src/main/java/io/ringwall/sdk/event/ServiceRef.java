package io.ringwall.sdk.event;

import org.jspecify.annotations.Nullable;

/**
 * A service that stands before workloads.
 *
 * @param namespace its namespace, absent where the platform has none
 * @param name its name
 * @param port the port it offers, 0 when not known
 */
public record ServiceRef(@Nullable String namespace, String name, int port) {}
