package io.ringwall.sdk.event;

/**
 * Anomaly scores of a request.
 *
 * @param inbound of the request
 * @param outbound of the response
 */
public record HttpScores(int inbound, int outbound) {}
