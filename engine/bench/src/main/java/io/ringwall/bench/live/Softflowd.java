package io.ringwall.bench.live;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Exports NetFlow 9, with room for as many flows as we have, and a buffer like ours. */
record Softflowd(Path work, int port) implements Watcher {
  @Override
  public String name() {
    return "softflowd";
  }

  @Override
  public List<String> programs() {
    return List.of("softflowd", "softflowctl");
  }

  @Override
  public String debianPackages() {
    return "softflowd";
  }

  @Override
  public String task() {
    return "flows";
  }

  @Override
  public Watching start(BenchNetwork network) throws IOException, InterruptedException {
    String control = work.resolve("softflowd.ctl").toString();
    WatcherProcess started =
        WatcherProcess.of(
            network,
            work.resolve("softflowd"),
            List.of(
                "softflowd",
                "-d",
                "-i",
                network.watched(),
                "-v",
                "9",
                "-m",
                "1000000",
                "-B",
                "33554432",
                "-n",
                "127.0.0.1:" + port,
                "-p",
                work.resolve("softflowd.pid").toString(),
                "-c",
                control));
    return new ProgramAtWork(started) {
      private String last = "";

      @Override
      public Counted counted() throws IOException, InterruptedException {
        if (started.process().isAlive()) {
          last = network.in(network.host(), "softflowctl", "-c", control, "statistics");
        }
        return new Counted(
            WatcherProcess.number(last, "Packets processed: ([0-9]+)"),
            WatcherProcess.number(last, "Packets dropped by libpcap: ([0-9]+)"));
      }

      @Override
      public void end() throws IOException, InterruptedException {
        counted();
        super.end();
      }
    };
  }
}
