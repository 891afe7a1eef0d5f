package io.ringwall.engine.route;

import io.ringwall.engine.intake.Tally;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The tallies of all plugins. */
final class Tallies {
  private final BiConsumer<String, String> operator;
  private final SortedMap<String, Tally> byName = new TreeMap<>();

  /** Those of plugins whose remarks are told at the end. */
  Tallies() {
    this((_, _) -> {});
  }

  /** Those of plugins whose remarks are told, with the plugin's name before, as they are made. */
  Tallies(BiConsumer<String, String> operator) {
    this.operator = operator;
  }

  synchronized Tally of(String plugin) {
    return byName.computeIfAbsent(
        plugin, name -> new Tally(name, sentence -> operator.accept(name, sentence)));
  }

  synchronized List<Tally> all() {
    return List.copyOf(byName.values());
  }

  List<PluginStatistics> statistics() {
    return all().stream().map(PluginStatistics::of).toList();
  }
}
