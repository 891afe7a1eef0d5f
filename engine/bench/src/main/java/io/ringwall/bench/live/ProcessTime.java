package io.ringwall.bench.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** CPU time and memory of a process, as the kernel counts them. */
final class ProcessTime {
  /** What a tick of these counters is, on all of today's Linux. */
  private static final double TICKS_PER_SECOND = 100;

  /** Fields of /proc/PID/stat behind the name, the state being the first. */
  private static final int USER = 11;

  private ProcessTime() {}

  /** User and system time until now, in seconds. */
  static double cpuSeconds(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
    return (Long.parseLong(fields.get(USER)) + Long.parseLong(fields.get(USER + 1)))
        / TICKS_PER_SECOND;
  }

  /** The load of the machine, as people know it from "uptime". */
  static String load() throws IOException {
    String all = Files.readString(Path.of("/proc/loadavg"));
    return all.substring(0, all.indexOf(' '));
  }
}
