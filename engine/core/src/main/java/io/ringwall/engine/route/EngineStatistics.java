package io.ringwall.engine.route;

import io.ringwall.engine.plugins.PluginStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * How a running engine fares, all since its start.
 *
 * @param engineTime how far time is complete over all sources; {@link Instant#MIN} before any
 * @param sources sources that are open
 * @param plugins what plugins reported, and what was counted about them
 * @param states the plugins themselves
 * @param given events of sources that were done with
 * @param judged events that were judged: those, and what the engine adds of its own, as when a flow
 *     settles by its age
 * @param late events that came too late for any window
 * @param reordered events that were correlated before their time, because too many waited
 * @param raised what rules raised, before aggregation
 * @param revisions revisions of findings that were written, by severity
 * @param busySeconds how long each station has been at work
 * @param ledger what the ledger has written
 * @param edges edges that the model knows
 */
public record EngineStatistics(
    Instant engineTime,
    List<Source> sources,
    List<PluginStatistics> plugins,
    List<PluginStatus> states,
    long given,
    long judged,
    long late,
    long reordered,
    long raised,
    SortedMap<String, Long> revisions,
    Map<String, Double> busySeconds,
    LedgerStatistics ledger,
    long edges) {
  public EngineStatistics {
    sources = List.copyOf(sources);
    plugins = List.copyOf(plugins);
    states = List.copyOf(states);
    busySeconds = Map.copyOf(busySeconds);
  }

  /**
   * A source that is open.
   *
   * @param name its plugin's name
   * @param accepted events it has handed over
   * @param waiting events that wait in its queue
   * @param lag how far what waits for longest is behind the clock; zero when nothing waits
   * @param latest time of its last event; {@link Instant#MIN} before the first
   */
  public record Source(String name, long accepted, long waiting, Duration lag, Instant latest) {
    /** This and what else its plugin hands over. */
    Source with(Source other) {
      return new Source(
          name,
          accepted + other.accepted,
          waiting + other.waiting,
          lag.compareTo(other.lag) < 0 ? other.lag : lag,
          latest.isBefore(other.latest) ? other.latest : latest);
    }
  }

  /**
   * What the ledger has written.
   *
   * @param appended records appended
   * @param synced records that are safe
   */
  public record LedgerStatistics(long appended, long synced) {}
}
