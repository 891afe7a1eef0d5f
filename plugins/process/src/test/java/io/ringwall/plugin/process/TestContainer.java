package io.ringwall.plugin.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A control group as a runtime makes it for a container, and programs in it. */
final class TestContainer implements AutoCloseable {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final String id;
  private final Path group;

  TestContainer() throws IOException {
    id =
        "%016x%048x"
            .formatted(ProcessHandle.current().pid(), NUMBERS.incrementAndGet())
            .toLowerCase(Locale.ROOT);
    group = Files.createDirectory(mount().resolve(id));
  }

  /** Where the second version of control groups is mounted. */
  private static Path mount() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
        .filter(line -> line.contains(" - cgroup2 "))
        .map(line -> Path.of(line.split(" ", -1)[4]))
        .findFirst()
        .orElseThrow(() -> new IOException("no cgroup2 is mounted"));
  }

  String id() {
    return id;
  }

  /** Runs a program in it. */
  Process run(String... command) throws IOException {
    List<String> whole =
        new ArrayList<>(
            List.of("sh", "-c", "echo $$ > " + group + "/cgroup.procs; exec \"$@\"", "sh"));
    whole.addAll(List.of(command));
    return new ProcessBuilder(whole)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Override
  public void close() throws IOException {
    for (int tries = 0; Files.exists(group); tries++) {
      try {
        Files.delete(group);
      } catch (IOException e) {
        if (tries > 100) {
          throw e;
        }
        pause();
      }
    }
  }

  /** What ended is taken out of its group a moment later. */
  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
