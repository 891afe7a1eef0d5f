package io.ringwall.engine.route;

import io.ringwall.engine.intake.Tally;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tallies of all plugins of a replay. */
final class Tallies {
  private final SortedMap<String, Tally> byName = new TreeMap<>();

  synchronized Tally of(String plugin) {
    return byName.computeIfAbsent(plugin, Tally::new);
  }

  synchronized List<Tally> all() {
    return List.copyOf(byName.values());
  }

  List<PluginStatistics> statistics() {
    return all().stream().map(PluginStatistics::of).toList();
  }
}
