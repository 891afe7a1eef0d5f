package io.ringwall.bench.application;

/**
 * A single connection between ends that were not drawn.
 *
 * @param kind how it differs from what was drawn, in words
 * @param edge the edge it is on
 * @param call who calls whom
 * @param at when
 */
record Foreign(String kind, Edge edge, Call call, long at) {}
