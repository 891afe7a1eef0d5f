package io.ringwall.sdk.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

record ContainerSecurityData(
    boolean privileged,
    List<String> addedCapabilities,
    @Nullable String user,
    boolean hostNetwork,
    boolean hostPid,
    boolean hostIpc,
    boolean readOnlyRoot,
    @Nullable String seccomp,
    @Nullable String appArmor)
    implements ContainerSecurity {}
