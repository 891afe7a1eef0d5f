package io.ringwall.plugin.falco;

import io.ringwall.sdk.event.Capabilities;
import io.ringwall.sdk.event.FileLayer;
import io.ringwall.sdk.event.FileRef;
import io.ringwall.sdk.event.FileType;
import io.ringwall.sdk.event.ProcessRef;
import io.ringwall.sdk.source.Bounded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Processes as an alert describes them, under ids that stay the same from alert to alert. */
final class Processes {
  private static final int REMEMBERED = 100_000;
  private static final int ANCESTORS = 32;
  private static final long NANOS = 1_000_000_000;

  private final String host;
  private final Map<Integer, String> byPid = Bounded.map(REMEMBERED);

  Processes(String host) {
    this.host = host;
  }

  /** The process that did it; null when the alert says nothing of it. */
  @Nullable ProcessRef process(Fields fields, Instant time, boolean started) {
    String executable = fields.text("proc.exepath", "");
    String name = fields.text("proc.name", executable.substring(executable.lastIndexOf('/') + 1));
    if (name.isEmpty() && !fieldsOfProcess(fields)) {
      return null;
    }
    int pid = fields.id("proc.pid", 0);
    long terminal = fields.number("proc.tty", 0);
    List<String> arguments = fields.words("proc.args");
    return ProcessRef.builder()
        .entityId(entityId(pid, fields.number("proc.pid.ts", 0), time, started))
        .pid(fields.id("proc.vpid", 0))
        .hostPid(pid)
        .name(name)
        .executable(executable)
        .arguments(arguments)
        .commandLine(fields.text("proc.cmdline", commandLine(name, arguments)))
        .sha256(fields.text("proc.hash.sha256"))
        .workingDirectory(fields.text("proc.cwd"))
        .uid(fields.id("user.uid", -1))
        .gid(fields.id("group.gid", -1))
        .user(fields.text("user.name"))
        .loginUid(loginUid(fields))
        .tty(Terminal.name(terminal))
        .interactive(terminal != 0)
        .startedAt(startedAt(fields, "proc.pid.ts", started ? time : null))
        .lineage(lineage(fields))
        .build();
  }

  private static boolean fieldsOfProcess(Fields fields) {
    return fields.first("proc.pid", "proc.cmdline") != null;
  }

  private static String commandLine(String name, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(name));
    words.addAll(arguments);
    return String.join(" ", words);
  }

  /** The kernel's word for "nobody logged in" is the largest number of 32 bits. */
  private static int loginUid(Fields fields) {
    return fields.id("user.loginuid", -1);
  }

  private static @Nullable Instant startedAt(
      Fields fields, String name, @Nullable Instant otherwise) {
    long nanos = fields.number(name, 0);
    return nanos > 0 ? Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS) : otherwise;
  }

  /**
   * The pid and when its process started. An alert that does not print the latter belongs to the
   * latest program that was started under this pid.
   */
  private String entityId(int pid, long startNanos, Instant time, boolean started) {
    if (startNanos > 0) {
      return "%s/%d/%d".formatted(host, pid, startNanos);
    }
    String known = started ? null : byPid.get(pid);
    if (known == null) {
      known = "%s/%d/%d%09d".formatted(host, pid, time.getEpochSecond(), time.getNano());
      byPid.put(pid, known);
    }
    return known;
  }

  /** The process ended: its pid may be given to another. */
  void ended(Fields fields) {
    byPid.remove(fields.id("proc.pid", 0));
  }

  /** Its parent; null when the alert does not name it. */
  @Nullable ProcessRef parent(Fields fields, Instant time) {
    String name = fields.first("proc.pname", "proc.aname[1]");
    if (name == null) {
      return null;
    }
    int pid = fields.id("proc.ppid", fields.id("proc.apid[1]", 0));
    List<String> lineage = lineage(fields);
    return ProcessRef.builder()
        .entityId(entityId(pid, fields.number("proc.ppid.ts", 0), time, false))
        .pid(fields.id("proc.pvpid", 0))
        .hostPid(pid)
        .name(name)
        .executable(fields.text("proc.pexepath", fields.text("proc.aexepath[1]", "")))
        .commandLine(fields.text("proc.pcmdline", name))
        .startedAt(startedAt(fields, "proc.ppid.ts", null))
        .lineage(lineage.subList(Math.min(1, lineage.size()), lineage.size()))
        .build();
  }

  private static List<String> lineage(Fields fields) {
    List<String> names = new ArrayList<>();
    String parent = fields.first("proc.pname", "proc.aname[1]");
    for (int i = 2; parent != null && i <= ANCESTORS; i++) {
      names.add(parent);
      parent = fields.text("proc.aname[" + i + "]");
    }
    return names;
  }

  static @Nullable FileRef executable(Fields fields) {
    String path = fields.text("proc.exepath");
    if (path == null) {
      return null;
    }
    return FileRef.builder()
        .path(path)
        .inode(Math.max(0, fields.number("proc.exe_ino", 0)))
        .type(FileType.REGULAR)
        .sha256(fields.text("proc.hash.sha256"))
        .layer(
            layer(fields.known("proc.is_exe_upper_layer"), fields.known("proc.is_exe_lower_layer")))
        .build();
  }

  static FileLayer layer(@Nullable Boolean upper, @Nullable Boolean lower) {
    if (Boolean.TRUE.equals(upper)) {
      return FileLayer.WRITTEN;
    }
    boolean image = Boolean.TRUE.equals(lower) || lower == null && Boolean.FALSE.equals(upper);
    return image ? FileLayer.IMAGE : FileLayer.UNKNOWN;
  }

  static @Nullable Capabilities capabilities(Fields fields) {
    if (fields.first("thread.cap_effective", "thread.cap_permitted") == null) {
      return null;
    }
    return new Capabilities(
        fields.words("thread.cap_effective"), fields.words("thread.cap_permitted"));
  }

  static boolean healthProbe(Fields fields) {
    return fields.flag("proc.is_container_healthcheck")
        || fields.flag("proc.is_container_liveness_probe")
        || fields.flag("proc.is_container_readiness_probe");
  }
}
