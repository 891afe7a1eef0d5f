package io.ringwall.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The peak of resident memory of the command that a shell started. Linux only; else 0. */
final class PeakMemory {
  private static final String FIELD = "VmHWM:";

  private final ProcessHandle shell;
  private Path status = Path.of("");
  private long bytes;

  PeakMemory(ProcessHandle shell) {
    this.shell = shell;
  }

  /** Reads what the kernel has counted by now. */
  void look() {
    if (status.toString().isEmpty()) {
      shell
          .children()
          .findFirst()
          .ifPresent(child -> status = Path.of("/proc/" + child.pid() + "/status"));
    }
    if (status.toString().isEmpty()) {
      return;
    }
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith(FIELD)) {
          String number = line.substring(FIELD.length()).replace("kB", "").strip();
          bytes = Math.max(bytes, Long.parseLong(number) << 10);
        }
      }
    } catch (IOException e) {
      // It has ended: what was read last stands.
    }
  }

  long bytes() {
    return bytes;
  }
}
