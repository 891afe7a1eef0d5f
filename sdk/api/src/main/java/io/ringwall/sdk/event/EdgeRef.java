package io.ringwall.sdk.event;

/**
 * An event's edge: its key and its state when the event was judged. History and counts of an edge
 * belong to the model.
 *
 * @param key which edge
 * @param state what the model said
 */
public record EdgeRef(EdgeKey key, EdgeState state) {}
