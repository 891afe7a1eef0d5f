package io.ringwall.bench.live;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes flow records to a file; its buffer cannot be set, and it does not tell of drops. */
record Argus(Path work) implements Watcher {
  @Override
  public String name() {
    return "argus";
  }

  @Override
  public List<String> programs() {
    return List.of("argus", "racount");
  }

  @Override
  public String debianPackages() {
    return "argus-server argus-client";
  }

  @Override
  public String task() {
    return "flows";
  }

  @Override
  public Watching start(BenchNetwork network) throws IOException, InterruptedException {
    String file = work.resolve("argus.flows").toString();
    WatcherProcess started =
        WatcherProcess.of(
            network,
            work.resolve("argus"),
            List.of("argus", "-X", "-i", network.watched(), "-w", file));
    return new ProgramAtWork(started) {
      @Override
      public Counted counted() throws IOException, InterruptedException {
        String said = network.in(network.host(), "racount", "-r", file);
        return new Counted(WatcherProcess.number(said, "sum\\s+[0-9]+\\s+([0-9]+)"), -1);
      }
    };
  }
}
