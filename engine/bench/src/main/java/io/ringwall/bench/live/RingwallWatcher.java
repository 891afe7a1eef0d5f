package io.ringwall.bench.live;

import io.ringwall.bench.roster.RosterPlugin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/** This product, as users start it. */
record RingwallWatcher(Workplace place) implements Watcher {
  @Override
  public String name() {
    return "ringwall";
  }

  @Override
  public List<String> programs() {
    return List.of("taskset");
  }

  @Override
  public String debianPackages() {
    return "util-linux";
  }

  @Override
  public String task() {
    return "flows, metadata, identity, rules";
  }

  @Override
  public Watching start(BenchNetwork network) throws IOException, InterruptedException {
    LiveEngine engine =
        LiveEngine.start(
            new LiveEngine.Place(
                place.distribution(),
                place.work().resolve("engine"),
                place.pluginsAnd("roster", RosterPlugin.class),
                network.onOneCore(),
                "plugins:\n  pcap: { interfaces: [" + network.watched() + "] }\n" + Ends.ROSTER,
                List.of()));
    Path namespace = BenchNetwork.path(network.host());
    return new Watching() {
      @Override
      public Counted counted() throws IOException, InterruptedException {
        Metrics metrics = Inside.of(namespace, engine::metrics);
        SortedMap<String, Long> lost =
            metrics.lost("ringwall_plugin_dropped_total", "pcap", "reason");
        long packets = lost.getOrDefault("ring-full", 0L);
        lost.remove("ring-full");
        return new Counted(metrics.work("pcap", "packets"), packets, lost);
      }

      @Override
      public double cpuSeconds() throws IOException {
        return engine.cpuSeconds();
      }

      @Override
      public void end() throws IOException, InterruptedException {
        if (engine.stop() != 0) {
          throw new IOException("the engine did not end as it should: " + engine.said());
        }
      }

      @Override
      public void close() {
        engine.close();
      }
    };
  }
}
