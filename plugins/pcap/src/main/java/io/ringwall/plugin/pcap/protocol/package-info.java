/** What payload shows: names in DNS, TLS, QUIC and HTTP, and which protocol is spoken. */
@NullMarked
package io.ringwall.plugin.pcap.protocol;

import org.jspecify.annotations.NullMarked;
