package io.ringwall.sdk.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

record CountData(
    EventHeader header,
    String of,
    String reached,
    long threshold,
    long value,
    List<Object> keys,
    Duration window,
    @Nullable Workload subject,
    Event lastEvent,
    List<Event> samples,
    Instant firstTime,
    String ruleSet)
    implements HeaderedEvent, Count {}
