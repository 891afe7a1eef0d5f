package io.ringwall.server;

import io.ringwall.engine.doctor.Examined;
import io.ringwall.engine.doctor.RecentExamination;
import io.ringwall.engine.model.Census;
import io.ringwall.engine.plugins.PluginStatus;
import io.ringwall.engine.route.Engine;
import io.ringwall.engine.route.EngineStatistics;
import io.ringwall.engine.route.ListedFinding;
import io.ringwall.engine.route.ModeTable;
import io.ringwall.engine.route.Operations.SourcePosition;
import io.ringwall.engine.route.PluginStatistics;
import io.ringwall.sdk.finding.FindingStatus;
import io.ringwall.sdk.finding.Severity;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** How the engine fares. */
final class StatusEndpoint {
  private static final double MILLIS = 1_000.0;

  private final Engine engine;
  private final RecentExamination host;
  private final String version;
  private final InstantSource clock;
  private final Instant started;

  StatusEndpoint(Engine engine, RecentExamination host, String version, InstantSource clock) {
    this.engine = engine;
    this.host = host;
    this.version = version;
    this.clock = clock;
    this.started = clock.instant();
  }

  /** The status as it is told; the contract says what each part is. */
  record Status(
      String version,
      String host,
      long pid,
      Instant startedAt,
      Instant now,
      @Nullable Instant engineTime,
      long judged,
      long late,
      List<Source> sources,
      List<Plugin> plugins,
      List<Lack> lacking,
      @Nullable Instant examinedAt,
      Modes modes,
      Learning learning,
      Findings findings,
      Ledger ledger,
      Memory memory) {}

  record Source(
      String name,
      String state,
      long accepted,
      long waiting,
      double lagSeconds,
      @Nullable Instant latest,
      SortedMap<String, Long> dropped,
      SortedMap<String, Long> shed,
      SortedMap<String, Long> malformed,
      @Nullable Position position) {}

  record Position(String epoch, long sequence) {}

  record Plugin(
      String name,
      String version,
      String state,
      String reason,
      List<String> offers,
      SortedMap<String, Long> dropped,
      SortedMap<String, Long> malformed) {}

  record Lack(
      String by, String feature, String check, String outcome, String found, String remedy) {
    static Lack of(Examined one) {
      return new Lack(
          one.by(),
          one.feature(),
          one.name(),
          Parameters.word(one.fact().outcome()),
          one.fact().found(),
          one.fact().remedy());
    }
  }

  record Modes(String otherwise, int entries, SortedMap<String, Long> workloads) {}

  record Learning(long learned, long candidates, @Nullable Instant newestEdge) {}

  record Findings(SortedMap<String, Long> open, long acknowledged, long cleared, long suppressed) {}

  record Ledger(long appended, long synced) {}

  record Memory(long used, long committed, long max) {}

  void answer(Exchange exchange) throws IOException, InterruptedException {
    exchange.takes(List.of());
    exchange.json(HttpStatus.OK_200, status());
  }

  private Status status() throws InterruptedException {
    RecentExamination.Found found = host.found().orElse(null);
    EngineStatistics fares = engine.statistics();
    Census census = engine.operations().census();
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    return new Status(
        version,
        engine.host(),
        ProcessHandle.current().pid(),
        started,
        clock.instant(),
        known(fares.engineTime()),
        fares.judged(),
        fares.late(),
        sources(fares),
        plugins(fares),
        found == null ? List.of() : found.lacking().stream().map(Lack::of).toList(),
        found == null ? null : found.at(),
        modes(),
        new Learning(census.learned(), census.candidates(), census.newest()),
        findings(engine.operations().findings(_ -> true)),
        new Ledger(fares.ledger().appended(), fares.ledger().synced()),
        new Memory(heap.getUsed(), heap.getCommitted(), heap.getMax()));
  }

  private static @Nullable Instant known(Instant time) {
    return time.equals(Instant.MIN) ? null : time;
  }

  private List<Source> sources(EngineStatistics fares) {
    Map<String, Position> positions = new TreeMap<>();
    for (SourcePosition one : engine.operations().positions()) {
      positions.put(one.source(), new Position(one.epoch(), one.sequence()));
    }
    return fares.sources().stream()
        .map(source -> {
          PluginStatistics counted = counted(fares, source.name());
          return new Source(
              source.name(),
              state(fares, source.name()),
              source.accepted(),
              source.waiting(),
              source.lag().toMillis() / MILLIS,
              known(source.latest()),
              counted == null ? new TreeMap<>() : counted.dropped(),
              counted == null ? new TreeMap<>() : counted.shedByClass(),
              counted == null ? new TreeMap<>() : counted.malformed(),
              positions.get(source.name()));
        })
        .toList();
  }

  private static String state(EngineStatistics fares, String source) {
    return fares.states().stream()
        .filter(plugin -> plugin.name().equals(source))
        .map(plugin -> Parameters.word(plugin.state()))
        .findFirst()
        .orElse(Parameters.word(PluginStatus.State.ACTIVE));
  }

  private static @Nullable PluginStatistics counted(EngineStatistics fares, String plugin) {
    return fares.plugins().stream()
        .filter(one -> one.name().equals(plugin))
        .findFirst()
        .orElse(null);
  }

  private static List<Plugin> plugins(EngineStatistics fares) {
    return fares.states().stream()
        .map(plugin -> {
          PluginStatistics counted = counted(fares, plugin.name());
          return new Plugin(
              plugin.name(),
              plugin.version(),
              Parameters.word(plugin.state()),
              plugin.reason(),
              plugin.offers(),
              counted == null ? new TreeMap<>() : counted.dropped(),
              counted == null ? new TreeMap<>() : counted.malformed());
        })
        .toList();
  }

  private Modes modes() {
    ModeTable table = engine.operations().modes(_ -> true, _ -> true);
    SortedMap<String, Long> workloads = new TreeMap<>();
    for (ModeTable.Held held : table.workloads()) {
      held.rulings().values().stream()
          .map(ruling -> Parameters.word(ruling.mode()))
          .distinct()
          .forEach(mode -> workloads.merge(mode, 1L, Long::sum));
    }
    return new Modes(Parameters.word(table.otherwise()), table.entries().size(), workloads);
  }

  private static Findings findings(List<ListedFinding> all) {
    SortedMap<String, Long> open = new TreeMap<>();
    for (Severity severity : Severity.values()) {
      open.put(severity.name(), 0L);
    }
    Map<FindingStatus, Long> byStatus = new TreeMap<>();
    for (ListedFinding one : all) {
      byStatus.merge(one.status(), 1L, Long::sum);
      if (one.open()) {
        open.merge(one.finding().severity().name(), 1L, Long::sum);
      }
    }
    return new Findings(
        open,
        byStatus.getOrDefault(FindingStatus.ACKNOWLEDGED, 0L),
        byStatus.getOrDefault(FindingStatus.RESOLVED, 0L),
        byStatus.getOrDefault(FindingStatus.SUPPRESSED, 0L));
  }
}
