package io.ringwall.sdk.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** A process, as far as its source saw it. */
@ProviderType
public interface ProcessRef {
  /** Never reused: made of boot, pid and start time, or the source's own id of that quality. */
  String entityId();

  /** Process id in its own pid namespace. */
  int pid();

  /** Process id on the host. */
  int hostPid();

  /** Short name (comm). */
  String name();

  /** Path of its program. */
  String executable();

  /** Arguments, the program itself not among them. */
  List<String> arguments();

  /** Program and arguments as one text. */
  String commandLine();

  /** Digest of the program. */
  @Nullable String sha256();

  /** Where it was started. */
  @Nullable String workingDirectory();

  /** Real user id; -1 when not known. */
  int uid();

  /** Real group id; -1 when not known. */
  int gid();

  /** Effective user id; -1 when not known. */
  int euid();

  /** User name inside. */
  @Nullable String user();

  /** Audit login id; -1 when none. */
  int loginUid();

  /** Its terminal. */
  @Nullable String tty();

  /** Has it a terminal that a person may sit at. */
  boolean interactive();

  /** When it started. */
  @Nullable Instant startedAt();

  /** Names of its ancestors, parent first. */
  List<String> lineage();

  /** The exec session it belongs to. */
  @Nullable ExecSession execSession();

  /** Starts a new ProcessRef. */
  static ProcessRefBuilder builder() {
    return new ProcessRefBuilder();
  }
}
