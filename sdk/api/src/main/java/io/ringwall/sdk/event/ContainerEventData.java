package io.ringwall.sdk.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

record ContainerEventData(
    EventHeader header,
    ContainerAction action,
    Workload workload,
    List<NetworkAttachment> networks,
    List<Mount> mounts,
    List<PublishedPort> ports,
    @Nullable ContainerSecurity security,
    List<String> command,
    List<String> entrypoint,
    @Nullable ExecSession execSession,
    boolean healthProbe,
    @Nullable String health,
    @Nullable Integer exitCode,
    @Nullable String signal,
    @Nullable String actor)
    implements HeaderedEvent, ContainerEvent {
  @Override
  public ClassState classState() {
    return ClassState.UNKNOWN;
  }
}
