package io.ringwall.bench.application;

import io.ringwall.bench.packet.Station;

/**
 * A container's place in a network.
 *
 * @param network the network
 * @param index which of its addresses
 */
record Attachment(Network network, int index) {
  Station station(boolean family4) {
    return network.station(family4, index);
  }
}
