package io.ringwall.sdk.event;

import java.util.Map;
import org.jspecify.annotations.Nullable;

record ProcessEventData(
    EventHeader header,
    ProcessOperation operation,
    ProcessRef process,
    @Nullable ProcessRef parent,
    @Nullable Workload workload,
    @Nullable FileRef executable,
    boolean fromMemfd,
    @Nullable Capabilities capabilities,
    Map<String, String> environment,
    boolean healthProbe,
    @Nullable Integer exitCode,
    @Nullable String signal,
    @Nullable ExecSession execSession,
    @Nullable Verdict verdict)
    implements HeaderedEvent, ProcessEvent {}
