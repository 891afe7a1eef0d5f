package io.ringwall.bench.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The process of a program of others, and what it says.
 *
 * @param process its process
 * @param said what it wrote
 */
record WatcherProcess(Process process, Path said) {
  private static final long STARTS_MILLIS = 2_000;
  private static final long ENDS_WITHIN_SECONDS = 60;

  /** Starts it on the host's first core. */
  static WatcherProcess of(BenchNetwork network, Path said, List<String> command)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(network.onOneCore());
    all.addAll(command);
    System.out.println("command: " + String.join(" ", all));
    Process process =
        new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    process.getOutputStream().close();
    // Not every one of them says that it listens.
    Thread.sleep(STARTS_MILLIS);
    if (!process.isAlive()) {
      throw new IOException(command.getFirst() + " ended at once: " + Files.readString(said));
    }
    return new WatcherProcess(process, said);
  }

  double cpuSeconds() throws IOException {
    return ProcessTime.cpuSeconds(process.pid());
  }

  void end() throws InterruptedException, IOException {
    process.destroy();
    if (!process.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("process " + process.pid() + " does not end");
    }
  }

  /** The number behind a pattern's first group in what it wrote. */
  long number(String pattern) throws IOException {
    return number(Files.readString(said), pattern);
  }

  /** The number behind a pattern's first group; 0 without one. */
  static long number(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }
}
