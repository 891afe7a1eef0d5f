package io.ringwall.sdk.event;

import org.jspecify.annotations.Nullable;

record CustomEventData(
    EventHeader header,
    String type,
    @Nullable Workload workload,
    @Nullable Endpoint originator,
    @Nullable Endpoint responder,
    @Nullable Verdict verdict)
    implements HeaderedEvent, CustomEvent {}
