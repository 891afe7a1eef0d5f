package io.ringwall.app.text;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.ringwall.engine.plugins.PluginStatus;
import io.ringwall.engine.route.EngineStatistics;
import io.ringwall.engine.route.PluginStatistics;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** How an engine fares, as Prometheus reads it. Counters begin at the start of the process. */
public final class EngineMetrics {
  private static final double MILLIS = 1e3;

  private final EngineStatistics statistics;
  private final MetricSnapshots.Builder all = MetricSnapshots.builder();

  private EngineMetrics(EngineStatistics statistics) {
    this.statistics = statistics;
  }

  /** All of it. */
  public static MetricSnapshots of(EngineStatistics statistics) {
    var metrics = new EngineMetrics(statistics);
    metrics.sources();
    metrics.plugins();
    metrics.route();
    metrics.memory();
    return metrics.all.build();
  }

  private void sources() {
    var accepted = counter("ringwall_source_events", "Events that a source has handed over.");
    var waiting = gauge("ringwall_source_waiting_events", "Events that wait in a source's queue.");
    var lag =
        gauge("ringwall_source_lag_seconds", "How far what waits for longest is behind the clock.");
    for (EngineStatistics.Source source : statistics.sources()) {
      Labels labels = Labels.of("source", source.name());
      accepted.dataPoint(count(source.accepted(), labels));
      waiting.dataPoint(value(source.waiting(), labels));
      lag.dataPoint(value(source.lag().toMillis() / MILLIS, labels));
    }
    all.metricSnapshot(accepted.build());
    all.metricSnapshot(waiting.build());
    all.metricSnapshot(lag.build());
  }

  private void plugins() {
    var dropped = counter("ringwall_plugin_dropped", "What was lost though it was good.");
    var shed = counter("ringwall_events_shed", "The events among what was lost, by class.");
    var malformed =
        counter("ringwall_plugin_malformed", "Input that could not be read and was skipped.");
    var work = counter("ringwall_plugin_work", "What a plugin counts of its work.");
    for (PluginStatistics plugin : statistics.plugins()) {
      add(dropped, plugin.name(), "reason", plugin.dropped());
      plugin
          .shed()
          .forEach((what, count) -> {
            String reason = what.reason();
            String of = what.of().word();
            shed.dataPoint(
                count(count, Labels.of("plugin", plugin.name(), "reason", reason, "class", of)));
          });
      add(malformed, plugin.name(), "reason", plugin.malformed());
      add(work, plugin.name(), "what", plugin.counted());
    }
    all.metricSnapshot(dropped.build());
    all.metricSnapshot(shed.build());
    all.metricSnapshot(malformed.build());
    all.metricSnapshot(work.build());
    var states = gauge("ringwall_plugin_state", "1 for the state that a plugin is in.");
    for (PluginStatus status : statistics.states()) {
      String state = status.state().name().toLowerCase(Locale.ROOT);
      String file = String.valueOf(status.file().getFileName());
      states.dataPoint(value(1, Labels.of("plugin", status.name(), "file", file, "state", state)));
    }
    all.metricSnapshot(states.build());
  }

  private static void add(
      CounterSnapshot.Builder counter, String plugin, String label, Map<String, Long> counts) {
    counts.forEach(
        (what, count) -> counter.dataPoint(count(count, Labels.of("plugin", plugin, label, what))));
  }

  private void route() {
    single(
        "ringwall_events_given",
        "Events of sources that were done with: what was taken in, less what still waits.",
        statistics.given());
    single(
        "ringwall_events_judged",
        "Events that rules have judged: those of sources, and what the engine adds of its own.",
        statistics.judged());
    single("ringwall_events_late", "Events that came too late for any window.", statistics.late());
    single(
        "ringwall_events_reordered",
        "Events correlated before their time, because too many waited.",
        statistics.reordered());
    single(
        "ringwall_findings_raised", "What rules raised, before aggregation.", statistics.raised());
    var revisions = counter("ringwall_finding_revisions", "Revisions of findings written.");
    statistics
        .revisions()
        .forEach((severity, count) ->
            revisions.dataPoint(count(count, Labels.of("severity", severity))));
    all.metricSnapshot(revisions.build());
    var busy = counter("ringwall_station_busy_seconds", "How long a station has been at work.");
    statistics
        .busySeconds()
        .forEach(
            (station, seconds) -> busy.dataPoint(count(seconds, Labels.of("station", station))));
    all.metricSnapshot(busy.build());
    single("ringwall_ledger_appended", "Records appended.", statistics.ledger().appended());
    single("ringwall_ledger_synced", "Records that are safe.", statistics.ledger().synced());
    level("ringwall_model_edges", "Edges that the model knows.", statistics.edges());
    if (statistics.engineTime().isAfter(Instant.MIN)) {
      level(
          "ringwall_engine_time_seconds",
          "Engine time, in seconds since 1970.",
          statistics.engineTime().toEpochMilli() / MILLIS);
    }
  }

  private void memory() {
    Runtime runtime = Runtime.getRuntime();
    level("ringwall_heap_used_bytes", "Heap in use.", runtime.totalMemory() - runtime.freeMemory());
    level("ringwall_heap_max_bytes", "Heap that may be used.", runtime.maxMemory());
  }

  private void single(String name, String help, Number count) {
    all.metricSnapshot(counter(name, help).dataPoint(count(count, Labels.EMPTY)).build());
  }

  private void level(String name, String help, Number value) {
    all.metricSnapshot(gauge(name, help).dataPoint(value(value, Labels.EMPTY)).build());
  }

  private static CounterSnapshot.Builder counter(String name, String help) {
    return CounterSnapshot.builder().name(name).help(help);
  }

  private static GaugeSnapshot.Builder gauge(String name, String help) {
    return GaugeSnapshot.builder().name(name).help(help);
  }

  private static CounterDataPointSnapshot count(Number count, Labels labels) {
    return CounterDataPointSnapshot.builder().value(count.doubleValue()).labels(labels).build();
  }

  private static GaugeDataPointSnapshot value(Number value, Labels labels) {
    return GaugeDataPointSnapshot.builder().value(value.doubleValue()).labels(labels).build();
  }
}
