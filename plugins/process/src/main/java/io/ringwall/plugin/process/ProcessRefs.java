package io.ringwall.plugin.process;

import io.ringwall.kernel.SeenProcess;
import io.ringwall.sdk.event.ProcessRef;
import io.ringwall.sdk.event.Workload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes of what the kernel saw what events say. */
final class ProcessRefs {
  private static final String PSEUDO_TERMINAL = "pts";

  private final String boot;
  private final KnownPrograms programs;

  /**
   * References for one life of the machine.
   *
   * @param boot names it, so that a process's number and time name the process for ever
   */
  ProcessRefs(String boot, KnownPrograms programs) {
    this.boot = boot;
    this.programs = programs;
  }

  ProcessRef process(SeenProcess seen) {
    List<String> words = seen.words();
    return ProcessRef.builder()
        .entityId(entityId(seen.hostPid(), seen.startedNanos()))
        .pid(seen.pid())
        .hostPid(seen.hostPid())
        .name(seen.name())
        .executable(seen.file().isEmpty() ? programs.path(seen) : seen.file())
        .arguments(words.subList(Math.min(1, words.size()), words.size()))
        .commandLine(words.isEmpty() ? seen.name() : String.join(" ", words))
        .uid(seen.uid())
        .gid(seen.gid())
        .loginUid(seen.loginUid())
        .tty(terminal(seen.terminal()))
        .interactive(!seen.terminal().isEmpty())
        .startedAt(seen.startedAt())
        .lineage(programs.ancestors(seen))
        .build();
  }

  /** Its parent; null for the first process. */
  @Nullable ProcessRef parent(SeenProcess seen) {
    if (seen.parentPid() == 0) {
      return null;
    }
    return ProcessRef.builder()
        .entityId(entityId(seen.parentPid(), seen.parentStartedNanos()))
        .hostPid(seen.parentPid())
        .name(seen.parentName())
        .executable(programs.path(seen.parentPid()))
        .commandLine(seen.parentName())
        .startedAt(seen.startedAt().minusNanos(seen.startedNanos() - seen.parentStartedNanos()))
        .build();
  }

  private String entityId(int pid, long startedNanos) {
    return boot + "/" + pid + "/" + startedNanos;
  }

  /** The kernel's {@code pts0} is the file {@code pts/0}. */
  private static @Nullable String terminal(String name) {
    if (name.isEmpty()) {
      return null;
    }
    return name.startsWith(PSEUDO_TERMINAL)
        ? PSEUDO_TERMINAL + "/" + name.substring(PSEUDO_TERMINAL.length())
        : name;
  }

  /** A container of which only the id is known here; the engine completes it. */
  static Workload workload(String containerId, String host) {
    return Workload.builder()
        .containerId(containerId)
        .name(containerId)
        .namespace("default")
        .service("unknown")
        .host(host)
        .build();
  }
}
