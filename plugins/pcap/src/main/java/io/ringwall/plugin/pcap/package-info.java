/** Reads captures: pcap and pcapng files become flows, DNS and HTTP exchanges. */
@NullMarked
package io.ringwall.plugin.pcap;

import org.jspecify.annotations.NullMarked;
