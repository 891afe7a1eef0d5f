package io.ringwall.engine.plugins;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Tells what has changed of plugins since it was told last. Safe for any thread. */
final class Announcer {
  private final Map<Key, Said> told = new HashMap<>();

  private record Key(Path file, String digest) {}

  private record Said(PluginStatus.State state, String version, String reason) {}

  synchronized void tell(Supplier<List<PluginStatus>> current, Stations stations) {
    Map<Key, Said> now = new HashMap<>();
    for (PluginStatus status : current.get()) {
      var key = new Key(status.file(), status.digest());
      var said = new Said(status.state(), status.version(), status.reason());
      now.put(key, said);
      if (!said.equals(told.get(key))) {
        stations.changed(status);
      }
    }
    told.clear();
    told.putAll(now);
  }
}
