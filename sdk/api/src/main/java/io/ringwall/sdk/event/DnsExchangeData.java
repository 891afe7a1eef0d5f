package io.ringwall.sdk.event;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

record DnsExchangeData(
    EventHeader header,
    Endpoint originator,
    Endpoint responder,
    @Nullable String flowId,
    String query,
    String type,
    @Nullable String responseCode,
    List<DnsAnswer> answers,
    @Nullable Duration roundTrip)
    implements HeaderedEvent, DnsExchange {}
