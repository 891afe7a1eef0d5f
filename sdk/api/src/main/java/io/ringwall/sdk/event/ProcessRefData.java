package io.ringwall.sdk.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

record ProcessRefData(
    String entityId,
    int pid,
    int hostPid,
    String name,
    String executable,
    List<String> arguments,
    String commandLine,
    @Nullable String sha256,
    @Nullable String workingDirectory,
    int uid,
    int gid,
    int euid,
    @Nullable String user,
    int loginUid,
    @Nullable String tty,
    boolean interactive,
    @Nullable Instant startedAt,
    List<String> lineage,
    @Nullable ExecSession execSession)
    implements ProcessRef {}
