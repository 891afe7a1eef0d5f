@NullMarked
package io.ringwall.plugin.pcap;

import org.jspecify.annotations.NullMarked;
