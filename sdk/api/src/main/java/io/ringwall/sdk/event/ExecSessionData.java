package io.ringwall.sdk.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

record ExecSessionData(
    String execId,
    @Nullable String user,
    String commandLine,
    boolean tty,
    @Nullable Instant requestedAt)
    implements ExecSession {}
