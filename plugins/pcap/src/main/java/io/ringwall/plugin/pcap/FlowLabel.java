package io.ringwall.plugin.pcap;

import io.ringwall.sdk.event.Endpoint;

/**
 * What all events of one flow have in common.
 *
 * @param flowId its name
 * @param originator who began it
 * @param responder the other end
 */
record FlowLabel(String flowId, Endpoint originator, Endpoint responder) {}
