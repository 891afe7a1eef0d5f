package io.ringwall.plugin.process;

import io.ringwall.kernel.SeenProcess;
import io.ringwall.sdk.source.Bounded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What processes run, by their number on the host, for those who come later: what was seen to
 * start, and of others what /proc tells. One thread.
 */
final class KnownPrograms {
  private static final int REMEMBERED = 65_536;
  private static final int ANCESTORS = 16;

  private final Path proc;
  private final Map<Integer, Program> programs = Bounded.map(REMEMBERED);

  KnownPrograms(Path proc) {
    this.proc = proc;
  }

  private record Program(String name, int parent, String path) {}

  /** It was seen to start. */
  void started(SeenProcess process) {
    programs.put(
        process.hostPid(), new Program(process.name(), process.parentPid(), process.file()));
  }

  /** It ended: its number may be given to another. */
  void ended(int hostPid) {
    programs.remove(hostPid);
  }

  /** Path of its program; a child that started none has its parent's. Empty when not known. */
  String path(SeenProcess process) {
    Program known = programs.get(process.hostPid());
    if (known == null) {
      known = read(process.hostPid());
    }
    if (known != null && !known.path().isEmpty()) {
      return known.path();
    }
    Program parent = programs.get(process.parentPid());
    return parent != null && parent.name().equals(process.name()) ? parent.path() : "";
  }

  /** Path of a process that is not described otherwise. */
  String path(int hostPid) {
    Program known = known(hostPid);
    return known == null ? "" : known.path();
  }

  /** Names of its ancestors, the parent first. */
  List<String> ancestors(SeenProcess process) {
    if (process.parentPid() == 0) {
      return List.of();
    }
    List<String> names = new ArrayList<>(List.of(process.parentName()));
    Program at = known(process.parentPid());
    while (at != null && at.parent() > 0 && names.size() < ANCESTORS) {
      at = known(at.parent());
      if (at != null) {
        names.add(at.name());
      }
    }
    return names;
  }

  private @Nullable Program known(int pid) {
    Program known = programs.get(pid);
    if (known == null) {
      known = read(pid);
      if (known != null) {
        programs.put(pid, known);
      }
    }
    return known;
  }

  private @Nullable Program read(int pid) {
    Path folder = proc.resolve(Integer.toString(pid));
    try {
      String stat = Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1);
      // The name is in parentheses, and may have some itself.
      int end = stat.lastIndexOf(')');
      String name = stat.substring(stat.indexOf('(') + 1, end);
      String[] rest = stat.substring(end + 2).split(" ", 3);
      return new Program(name, Integer.parseInt(rest[1]), executable(folder));
    } catch (IOException | RuntimeException e) {
      // It has ended, or its description is cut.
      return null;
    }
  }

  private static String executable(Path folder) {
    try {
      return Files.readSymbolicLink(folder.resolve("exe")).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
