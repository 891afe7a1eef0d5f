package io.ringwall.plugin.pcap.protocol;

import io.ringwall.sdk.event.DnsAnswer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question and its answer, as far as they were seen.
 *
 * @param query name asked for
 * @param type type asked for
 * @param responseCode of the answer, null when there was none
 * @param answers records of the answer
 * @param roundTripNanos from question to answer, -1 when not both were seen
 */
public record DnsLookup(
    String query,
    String type,
    @Nullable String responseCode,
    List<DnsAnswer> answers,
    long roundTripNanos) {}
