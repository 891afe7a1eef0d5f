package io.ringwall.sdk.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

record WorkloadData(
    String containerId,
    String name,
    @Nullable Image image,
    String namespace,
    String service,
    @Nullable String pod,
    @Nullable String podUid,
    String host,
    int pid,
    @Nullable String cgroupId,
    Map<String, String> labels,
    List<NetworkAttachment> networks,
    @Nullable Instant startedAt,
    boolean privileged)
    implements Workload {}
