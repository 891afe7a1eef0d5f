package io.ringwall.bench.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes all packets to a file in memory, which begins anew at 100 MB, with a buffer like ours. */
record Tcpdump(Path work) implements Watcher {
  @Override
  public String name() {
    return "tcpdump";
  }

  @Override
  public List<String> programs() {
    return List.of("tcpdump");
  }

  @Override
  public String debianPackages() {
    return "tcpdump";
  }

  @Override
  public String task() {
    return "a copy";
  }

  @Override
  public Watching start(BenchNetwork network) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(Path.of("/dev/shm"), "ringwall-");
    Path file = folder.resolve("copy.pcap");
    WatcherProcess started =
        WatcherProcess.of(
            network,
            work.resolve("tcpdump"),
            List.of(
                "tcpdump",
                "-i",
                network.watched(),
                "-n",
                "-Z",
                "root",
                "-B",
                "32768",
                "-C",
                "100",
                "-W",
                "1",
                "-w",
                file.toString()));
    return new ProgramAtWork(started) {
      @Override
      public Counted counted() throws IOException {
        return new Counted(
            started.number("([0-9]+) packets captured"),
            started.number("([0-9]+) packets dropped by kernel"));
      }

      @Override
      public void close() {
        super.close();
        for (String left : List.of("copy.pcap", "copy.pcap0", "")) {
          boolean gone = folder.resolve(left).toFile().delete();
          if (left.isEmpty() && !gone) {
            System.out.println("left behind: " + folder);
          }
        }
      }
    };
  }
}
