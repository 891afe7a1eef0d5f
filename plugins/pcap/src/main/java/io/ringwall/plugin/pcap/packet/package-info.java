/** From a record's bytes to addresses, ports and payload: link layers, tunnels, fragments. */
@NullMarked
package io.ringwall.plugin.pcap.packet;

import org.jspecify.annotations.NullMarked;
