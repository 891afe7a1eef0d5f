package io.ringwall.engine.route;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.engine.findings.FindingJson;
import io.ringwall.engine.ledger.Ledger;
import io.ringwall.engine.ledger.LedgerRecord;
import io.ringwall.engine.model.Model;
import io.ringwall.engine.model.ModelRecord;
import io.ringwall.sdk.finding.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ledger as the route uses it: revisions of findings, changes of the model, and how far each
 * sink has taken the findings.
 */
final class FindingLedger implements AutoCloseable {
  private static final String FINDING = "finding";
  private static final String SINK = "sink-position";
  private static final Pattern POSITION =
      Pattern.compile("\\{\"sink\":\"([a-z0-9-]+)\",\"position\":([0-9]{1,18})}");
  private static final Map<String, Integer> KNOWN =
      Map.of(
          FINDING,
          1,
          SINK,
          1,
          ModelRecord.EDGE,
          ModelRecord.VERSION,
          ModelRecord.CLASS,
          ModelRecord.VERSION,
          ModelRecord.GRADUATED,
          ModelRecord.VERSION);

  private final FindingJson json = new FindingJson();
  private final Ledger ledger;
  private final Map<String, Finding> restored = new LinkedHashMap<>();
  private final List<Finding> history = new ArrayList<>();
  private final Map<String, Long> sinkPositions = new LinkedHashMap<>();
  private List<SinkStation> sinks = List.of();
  private long number;

  private FindingLedger(Path folder, Model model, ThreadFactory threads) {
    this.ledger = Ledger.open(folder, KNOWN, record -> restore(record, model), threads);
  }

  /** Opens the ledger of this folder, and restores the model from it. */
  static FindingLedger open(Path folder, Model model, ThreadFactory threads) {
    return new FindingLedger(folder, model, threads);
  }

  private void restore(LedgerRecord record, Model model) {
    if (model.restore(record.kind(), record.version(), record.json())) {
      return;
    }
    if (record.kind().equals(SINK)) {
      Matcher matcher = POSITION.matcher(record.json());
      if (!matcher.matches()) {
        throw new RingwallException(
            Category.INPUT, "the ledger's record of a sink cannot be read: " + record.json());
      }
      sinkPositions.put(matcher.group(1), Long.parseLong(matcher.group(2)));
      return;
    }
    Finding finding = json.read(record.json());
    number++;
    history.add(finding);
    restored.put(finding.id(), finding);
  }

  /** Findings of earlier runs, in their last revision. */
  Collection<Finding> restored() {
    return restored.values();
  }

  /** How many revisions a sink had taken for good in earlier runs. */
  long sinkPosition(String sink) {
    return sinkPositions.getOrDefault(sink, 0L);
  }

  /** Gives revisions to these sinks once they are safe, what they missed in earlier runs first. */
  void give(List<SinkStation> to) {
    for (SinkStation sink : to) {
      for (long i = sink.position(); i < history.size(); i++) {
        sink.put(history.get((int) i), i + 1);
      }
    }
    history.clear();
    sinks = List.copyOf(to);
  }

  /** Appends a revision; called on the correlation thread. */
  void append(Finding finding) {
    long position = ++number;
    append(
        new LedgerRecord(FINDING, 1, json.write(finding)),
        () -> {
          for (SinkStation sink : sinks) {
            sink.put(finding, position);
          }
        });
  }

  /** Appends what changed in the model since the last call. */
  void append(List<ModelRecord> changes) {
    for (ModelRecord change : changes) {
      append(new LedgerRecord(change.kind(), change.version(), change.json()), () -> {});
    }
  }

  /** Appends how far sinks have come. */
  void appendPositions() {
    for (SinkStation sink : sinks) {
      String line = "{\"sink\":\"" + sink.name() + "\",\"position\":" + sink.position() + "}";
      append(new LedgerRecord(SINK, 1, line), () -> {});
    }
  }

  private void append(LedgerRecord record, Runnable safe) {
    try {
      ledger.append(record, safe);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RingwallException(Category.INTERNAL, "interrupted while writing the ledger", e);
    }
  }

  /** Waits until all is safe. */
  void sync() throws InterruptedException {
    ledger.sync();
  }

  @Override
  public void close() {
    ledger.close();
  }
}
