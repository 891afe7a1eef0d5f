/** Which packets belong together: the flow table, its time-outs, TCP's states. */
@NullMarked
package io.ringwall.plugin.pcap.flow;

import org.jspecify.annotations.NullMarked;
