package io.ringwall.sdk.event;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link ExecSession}; not thread-safe. Setters are named after the accessors they fill.
 */
public final class ExecSessionBuilder {
  private @Nullable String execId;
  private @Nullable String user;
  private @Nullable String commandLine;
  private boolean tty = false;
  private @Nullable Instant requestedAt;

  ExecSessionBuilder() {}

  /** Sets {@link ExecSession#execId()}. */
  public ExecSessionBuilder execId(String execId) {
    this.execId = execId;
    return this;
  }

  /** Sets {@link ExecSession#user()}. */
  public ExecSessionBuilder user(@Nullable String user) {
    this.user = user;
    return this;
  }

  /** Sets {@link ExecSession#commandLine()}. */
  public ExecSessionBuilder commandLine(String commandLine) {
    this.commandLine = commandLine;
    return this;
  }

  /** Sets {@link ExecSession#tty()}. */
  public ExecSessionBuilder tty(boolean tty) {
    this.tty = tty;
    return this;
  }

  /** Sets {@link ExecSession#requestedAt()}. */
  public ExecSessionBuilder requestedAt(@Nullable Instant requestedAt) {
    this.requestedAt = requestedAt;
    return this;
  }

  /**
   * Makes the ExecSession.
   *
   * @throws NullPointerException when a required part is missing; the message names it
   */
  public ExecSession build() {
    return new ExecSessionData(
        Objects.requireNonNull(execId, "execId"),
        user,
        Objects.requireNonNull(commandLine, "commandLine"),
        tty,
        requestedAt);
  }
}
