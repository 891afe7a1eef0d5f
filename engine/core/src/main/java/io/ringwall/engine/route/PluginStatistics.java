package io.ringwall.engine.route;

import io.ringwall.engine.intake.Tally;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one plugin reported over a whole replay.
 *
 * @param name its name in configuration and events
 * @param counted work done: {@code packets}, {@code bytes}, …
 * @param malformed input that could not be read and was skipped, by reason
 * @param dropped what was lost though it was good, by reason
 * @param shed the events among what was lost, by reason and class
 * @param remarks what it had to say, a sentence each
 */
public record PluginStatistics(
    String name,
    SortedMap<String, Long> counted,
    SortedMap<String, Long> malformed,
    SortedMap<String, Long> dropped,
    SortedMap<Tally.Shed, Long> shed,
    List<String> remarks) {
  static PluginStatistics of(Tally tally) {
    return new PluginStatistics(
        tally.name(),
        tally.counted(),
        tally.malformed(),
        tally.dropped(),
        tally.shed(),
        tally.remarks());
  }

  /** Could it not read some of its input, or did it lose some? */
  boolean lostSome() {
    return !malformed.isEmpty() || !dropped.isEmpty();
  }

  /** The events among what was lost, by class. */
  public SortedMap<String, Long> shedByClass() {
    SortedMap<String, Long> byClass = new TreeMap<>();
    shed.forEach((what, count) -> byClass.merge(what.of().word(), count, Long::sum));
    return byClass;
  }
}
