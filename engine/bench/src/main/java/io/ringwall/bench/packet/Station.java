package io.ringwall.bench.packet;

import io.ringwall.sdk.event.IpAddress;

/**
 * Where one end of a talk stands.
 *
 * @param address its address
 * @param mac the hardware address that its frames carry: its own, or its gateway's
 */
public record Station(IpAddress address, long mac) {}
