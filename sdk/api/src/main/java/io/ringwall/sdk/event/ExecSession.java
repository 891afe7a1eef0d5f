package io.ringwall.sdk.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A command that somebody started inside a running container, from outside (docker exec, kubectl
 * exec). A health probe is none.
 */
@ProviderType
public interface ExecSession {
  /** The runtime's id of the session. */
  String execId();

  /** The user it runs as inside. */
  @Nullable String user();

  /** The command it was started with. */
  String commandLine();

  /** Was a terminal attached. */
  boolean tty();

  /** When it was asked for. */
  @Nullable Instant requestedAt();

  /** Starts a new ExecSession. */
  static ExecSessionBuilder builder() {
    return new ExecSessionBuilder();
  }
}
