/** Capture files: pcap and pcapng, plain or gzipped, as a forward walk over packet records. */
@NullMarked
package io.ringwall.plugin.pcap.capture;

import org.jspecify.annotations.NullMarked;
