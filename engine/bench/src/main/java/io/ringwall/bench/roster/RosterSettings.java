package io.ringwall.bench.roster;

/**
 * Who is there.
 *
 * @param network the block of their network, and what their addresses begin with: "10.77"
 * @param clients so many, at NETWORK.1.1 and on
 * @param servers so many, at NETWORK.2.1 and on
 */
public record RosterSettings(String network, int clients, int servers) {}
