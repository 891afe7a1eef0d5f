package io.ringwall.sdk.event;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link ProcessRef}; not thread-safe. Setters are named after the accessors they fill.
 */
public final class ProcessRefBuilder {
  private @Nullable String entityId;
  private int pid = 0;
  private int hostPid = 0;
  private @Nullable String name;
  private String executable = "";
  private List<String> arguments = List.of();
  private String commandLine = "";
  private @Nullable String sha256;
  private @Nullable String workingDirectory;
  private int uid = -1;
  private int gid = -1;
  private int euid = -1;
  private @Nullable String user;
  private int loginUid = -1;
  private @Nullable String tty;
  private boolean interactive = false;
  private @Nullable Instant startedAt;
  private List<String> lineage = List.of();
  private @Nullable ExecSession execSession;

  ProcessRefBuilder() {}

  /** Sets {@link ProcessRef#entityId()}. */
  public ProcessRefBuilder entityId(String entityId) {
    this.entityId = entityId;
    return this;
  }

  /** Sets {@link ProcessRef#pid()}. */
  public ProcessRefBuilder pid(int pid) {
    this.pid = pid;
    return this;
  }

  /** Sets {@link ProcessRef#hostPid()}. */
  public ProcessRefBuilder hostPid(int hostPid) {
    this.hostPid = hostPid;
    return this;
  }

  /** Sets {@link ProcessRef#name()}. */
  public ProcessRefBuilder name(String name) {
    this.name = name;
    return this;
  }

  /** Sets {@link ProcessRef#executable()}. */
  public ProcessRefBuilder executable(String executable) {
    this.executable = executable;
    return this;
  }

  /** Sets {@link ProcessRef#arguments()}. */
  public ProcessRefBuilder arguments(List<String> arguments) {
    this.arguments = List.copyOf(arguments);
    return this;
  }

  /** Sets {@link ProcessRef#commandLine()}. */
  public ProcessRefBuilder commandLine(String commandLine) {
    this.commandLine = commandLine;
    return this;
  }

  /** Sets {@link ProcessRef#sha256()}. */
  public ProcessRefBuilder sha256(@Nullable String sha256) {
    this.sha256 = sha256;
    return this;
  }

  /** Sets {@link ProcessRef#workingDirectory()}. */
  public ProcessRefBuilder workingDirectory(@Nullable String workingDirectory) {
    this.workingDirectory = workingDirectory;
    return this;
  }

  /** Sets {@link ProcessRef#uid()}. */
  public ProcessRefBuilder uid(int uid) {
    this.uid = uid;
    return this;
  }

  /** Sets {@link ProcessRef#gid()}. */
  public ProcessRefBuilder gid(int gid) {
    this.gid = gid;
    return this;
  }

  /** Sets {@link ProcessRef#euid()}. */
  public ProcessRefBuilder euid(int euid) {
    this.euid = euid;
    return this;
  }

  /** Sets {@link ProcessRef#user()}. */
  public ProcessRefBuilder user(@Nullable String user) {
    this.user = user;
    return this;
  }

  /** Sets {@link ProcessRef#loginUid()}. */
  public ProcessRefBuilder loginUid(int loginUid) {
    this.loginUid = loginUid;
    return this;
  }

  /** Sets {@link ProcessRef#tty()}. */
  public ProcessRefBuilder tty(@Nullable String tty) {
    this.tty = tty;
    return this;
  }

  /** Sets {@link ProcessRef#interactive()}. */
  public ProcessRefBuilder interactive(boolean interactive) {
    this.interactive = interactive;
    return this;
  }

  /** Sets {@link ProcessRef#startedAt()}. */
  public ProcessRefBuilder startedAt(@Nullable Instant startedAt) {
    this.startedAt = startedAt;
    return this;
  }

  /** Sets {@link ProcessRef#lineage()}. */
  public ProcessRefBuilder lineage(List<String> lineage) {
    this.lineage = List.copyOf(lineage);
    return this;
  }

  /** Sets {@link ProcessRef#execSession()}. */
  public ProcessRefBuilder execSession(@Nullable ExecSession execSession) {
    this.execSession = execSession;
    return this;
  }

  /**
   * Makes the ProcessRef.
   *
   * @throws NullPointerException when a required part is missing; the message names it
   */
  public ProcessRef build() {
    return new ProcessRefData(
        Objects.requireNonNull(entityId, "entityId"),
        pid,
        hostPid,
        Objects.requireNonNull(name, "name"),
        executable,
        arguments,
        commandLine,
        sha256,
        workingDirectory,
        uid,
        gid,
        euid,
        user,
        loginUid,
        tty,
        interactive,
        startedAt,
        lineage,
        execSession);
  }
}
