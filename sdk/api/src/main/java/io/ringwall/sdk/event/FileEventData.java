package io.ringwall.sdk.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

record FileEventData(
    EventHeader header,
    FileOperation operation,
    FileRef file,
    @Nullable FileRef target,
    List<String> flags,
    @Nullable ProcessRef process,
    @Nullable Workload workload,
    long bytes,
    FileResult result,
    @Nullable Integer errno,
    @Nullable Verdict verdict)
    implements HeaderedEvent, FileEvent {}
