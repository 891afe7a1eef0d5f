package io.ringwall.engine.route;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.engine.findings.Mark;
import io.ringwall.engine.learn.LearningRecord;
import io.ringwall.engine.learn.Undecided;
import io.ringwall.engine.ledger.DiskTrouble;
import io.ringwall.engine.ledger.Ledger;
import io.ringwall.engine.ledger.LedgerRecord;
import io.ringwall.engine.model.Model;
import io.ringwall.engine.model.ModelRecord;
import io.ringwall.sdk.finding.Finding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The ledger as the route uses it: revisions of findings, changes of the model, and how far each
 * sink has taken the findings.
 */
final class FindingLedger implements AutoCloseable {
  private static final String FINDING = "finding";
  private static final String SINK = "sink-position";
  private static final String REACHED = "reached";
  private static final String BEGUN = "replay-begun";
  private static final String ENDED = "replay-ended";

  /** A finding in its last revision, at the beginning of a file. */
  private static final String KEPT = "kept-finding";

  /** A revision that a sink had not taken when the file was begun. */
  private static final String UNTAKEN = "untaken-finding";

  /** How many revisions came before those that follow. */
  private static final String NUMBERED = "revisions-before";

  /**
   * Findings that a new file begins with; what was not revised for longer stays in earlier ones.
   */
  private static final int KEPT_MAX = 50_000;

  private static final Pattern NUMBER = Pattern.compile("\\{\"number\":([0-9]{1,18})}");
  private static final Pattern POSITION =
      Pattern.compile("\\{\"sink\":\"([a-z0-9-]+)\",\"position\":([0-9]{1,18})}");

  /** Kinds of records, and the newest version of each. */
  static final Map<String, Integer> KNOWN =
      known(
          FINDING,
          FindingRecord.VERSION,
          SINK,
          1,
          REACHED,
          1,
          BEGUN,
          1,
          ENDED,
          1,
          KEPT,
          FindingRecord.VERSION,
          UNTAKEN,
          1,
          NUMBERED,
          1,
          Clearances.MADE,
          Clearances.VERSION,
          Clearances.UNDONE,
          Clearances.VERSION,
          OperatorModes.KIND,
          OperatorModes.VERSION,
          ModelRecord.EDGE,
          ModelRecord.VERSION,
          ModelRecord.CLASS,
          ModelRecord.VERSION,
          ModelRecord.GRADUATED,
          ModelRecord.VERSION);

  private static Map<String, Integer> known(Object... kindsAndVersions) {
    Map<String, Integer> known = new LinkedHashMap<>(Undecided.kinds());
    for (int i = 0; i < kindsAndVersions.length; i += 2) {
      known.put((String) kindsAndVersions[i], (Integer) kindsAndVersions[i + 1]);
    }
    return Map.copyOf(known);
  }

  private final Ledger ledger;
  private final Map<String, FindingRecord> latest = new LinkedHashMap<>();
  private final List<Finding> history = new ArrayList<>();
  private final Map<List<String>, Positions.Reached> reached =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final Map<List<String>, Positions.Reached> safelyReached =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final EarlierFindings earlier = new EarlierFindings();
  private final Map<String, FindingRecord> held = new LinkedHashMap<>();
  private final Revisions revisions = new Revisions();
  private final OperatorRecords operators = new OperatorRecords();
  private final Undecided undecided = new Undecided();
  private final FindingBoard board = new FindingBoard(KEPT_MAX, operators.clearances());
  private final Map<String, Long> sinkPositions = new ConcurrentHashMap<>();
  private List<SinkStation> sinks = List.of();
  private long number;

  /** Revisions that the file does not hold any more. */
  private long first;

  /** What a replay that did not come to its end has written, and of which inputs. */
  private final List<LedgerRecord> unfinished = new ArrayList<>();

  private final Model model;
  private @Nullable String inputs;

  private FindingLedger(Path folder, Model model, ThreadFactory threads, DiskTrouble trouble) {
    this.model = model;
    this.ledger = Ledger.open(folder, KNOWN, this::take, threads, trouble);
  }

  private void take(LedgerRecord record) {
    if (operators.restore(record) || undecided.restore(record)) {
      return;
    }
    switch (record.kind()) {
      case BEGUN -> {
        settle(record.json());
        inputs = record.json();
      }
      case ENDED -> settle("");
      case SINK -> restore(record);
      case NUMBERED -> number = first = number(record.json());
      case KEPT -> {
        FindingRecord kept = FindingRecord.read(record);
        earlier.add(kept.finding(), kept.line());
        keep(kept);
      }
      case UNTAKEN -> told(FindingRecord.read(record));
      default -> {
        if (record.kind().equals(FINDING)) {
          told(FindingRecord.read(record));
        }
        if (inputs == null) {
          restore(record);
        } else {
          unfinished.add(record);
        }
      }
    }
  }

  private void told(FindingRecord one) {
    earlier.add(one.finding(), one.line());
    revisions.add(++number, one.finding());
    history.add(one.finding());
  }

  /** A replay of the same inputs begins anew what was not finished; of others, it stands. */
  private void settle(String next) {
    if (inputs != null && !inputs.equals(next)) {
      unfinished.forEach(this::restore);
    }
    unfinished.clear();
    inputs = null;
  }

  /** What an unfinished replay left stands as it is; before anything else is asked. */
  void settle() {
    settle("");
    history.clear();
    latest.values().forEach(board::put);
  }

  private static long number(String json) {
    Matcher matcher = NUMBER.matcher(json);
    if (!matcher.matches()) {
      throw new RingwallException(
          Category.INPUT, "the ledger's number of revisions cannot be read: " + json);
    }
    return Long.parseLong(matcher.group(1));
  }

  private void keep(FindingRecord one) {
    latest.remove(one.finding().id());
    latest.put(one.finding().id(), one);
    if (latest.size() > KEPT_MAX) {
      latest.remove(latest.keySet().iterator().next());
    }
  }

  /**
   * A replay of these inputs begins. If one of the same inputs did not come to its end, what it
   * left is forgotten: the same comes again, with the same ids and revisions.
   */
  void begin(String ofInputs) {
    settle(ofInputs);
    append(new LedgerRecord(BEGUN, 1, ofInputs), () -> {});
  }

  /** The replay has come to its end. */
  void end(String ofInputs) {
    append(new LedgerRecord(ENDED, 1, ofInputs), () -> {});
  }

  /** Opens the ledger of this folder, and restores the model from it; fails as its disk does. */
  static FindingLedger open(Path folder, Model model, ThreadFactory threads) {
    return open(folder, model, threads, DiskTrouble.FAIL);
  }

  /** Opens the ledger of this folder, and restores the model from it. */
  static FindingLedger open(Path folder, Model model, ThreadFactory threads, DiskTrouble trouble) {
    return new FindingLedger(folder, model, threads, trouble);
  }

  private void restore(LedgerRecord record) {
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
    if (record.kind().equals(REACHED)) {
      Positions.Reached one = ReachedJson.read(record.json());
      reached.put(key(one), one);
      safelyReached.put(key(one), one);
      return;
    }
    keep(FindingRecord.read(record));
  }

  /** Findings of earlier runs, in their last revision. */
  Collection<Finding> restored() {
    return latest.values().stream().map(FindingRecord::finding).toList();
  }

  /** How far they had counted beyond their evidence. */
  Map<String, List<Mark>> restoredCounted() {
    Map<String, List<Mark>> counted = new HashMap<>();
    latest.forEach((id, one) -> counted.put(id, one.counted()));
    return counted;
  }

  /** How many revisions a sink had taken for good in earlier runs. */
  long sinkPosition(String sink) {
    return sinkPositions.getOrDefault(sink, 0L);
  }

  /** Gives revisions to these sinks once they are safe, what they missed in earlier runs first. */
  void give(List<SinkStation> to) {
    for (SinkStation sink : to) {
      for (long i = Math.max(sink.position(), first); i < number; i++) {
        sink.put(history.get((int) (i - first)), i + 1);
      }
    }
    history.clear();
    sinks = List.copyOf(to);
  }

  /** The last safe revision of each finding. */
  FindingBoard board() {
    return board;
  }

  /** What operators said. */
  OperatorRecords operators() {
    return operators;
  }

  /** The last revisions that are safe. */
  Revisions revisions() {
    return revisions;
  }

  /** Appends a revision; see {@link #append(Finding, List, Runnable)}. */
  void append(Finding finding, List<Mark> counted) {
    append(finding, counted, () -> {});
  }

  /**
   * Appends a revision, unless an earlier run told it; called on the correlation thread.
   *
   * @param counted how far it has counted beyond its evidence
   * @param safe called on the ledger's thread when it is safe, in order; must not block; not called
   *     for what was told before
   */
  void append(Finding finding, List<Mark> counted, Runnable safe) {
    FindingRecord one = FindingRecord.of(finding, counted);
    if (finding.revision() > earlier.revision(finding.id())) {
      held.remove(finding.id());
      write(one, safe);
    } else if (earlier.told(finding, one.line())) {
      held.remove(finding.id());
    } else {
      held.put(finding.id(), one);
    }
  }

  /**
   * Appends what was worked out again and came to more than an earlier run told, as one more
   * revision. What came to less did so because less was read this time.
   */
  void appendGrown() {
    for (FindingRecord one : held.values()) {
      if (earlier.saysMore(one.finding())) {
        FindingRecord next = one.withRevision(earlier.revision(one.finding().id()) + 1);
        earlier.add(next.finding(), next.line());
        write(next, () -> {});
      }
    }
    held.clear();
  }

  private void write(FindingRecord one, Runnable safe) {
    long position = ++number;
    keep(one);
    append(
        one.as(FINDING),
        () -> {
          revisions.add(position, one.finding());
          board.put(one);
          safe.run();
          for (SinkStation sink : sinks) {
            sink.put(one.finding(), position);
          }
        });
  }

  /** Appends what changed in the model since the last call. */
  void append(List<ModelRecord> changes) {
    for (ModelRecord change : changes) {
      append(written(change), () -> {});
    }
  }

  /** What learning had not decided when it was last written; on the correlation thread. */
  Undecided undecided() {
    return undecided;
  }

  /** Appends what changed in what learning has not decided. */
  void appendUndecided(List<LearningRecord> changes) {
    for (LearningRecord change : changes) {
      undecided.put(change);
      append(change.record(), () -> {});
    }
  }

  private static LedgerRecord written(ModelRecord known) {
    return new LedgerRecord(known.kind(), known.version(), known.json());
  }

  private static List<String> key(Positions.Reached one) {
    return List.of(one.phase(), one.source(), one.epoch());
  }

  /**
   * How far sources have come with all that is safe, in the order in which they began. Any thread.
   */
  List<Positions.Reached> reached() {
    synchronized (safelyReached) {
      return List.copyOf(safelyReached.values());
    }
  }

  /** How far sources have come in this phase, and what they go on from. */
  Positions positions(String phase, Duration window) {
    return new Positions(
        phase,
        reached.values(),
        window,
        one -> {
          reached.put(key(one), one);
          append(written(one), () -> safelyReached.put(key(one), one));
        });
  }

  private static LedgerRecord written(Positions.Reached one) {
    return new LedgerRecord(REACHED, 1, ReachedJson.write(one));
  }

  /** Appends how far sinks have come. */
  void appendPositions() {
    for (SinkStation sink : sinks) {
      reached(sink.name(), sink.position());
    }
  }

  /** Appends how far this sink has come. Any thread. */
  void reached(String sink, long position) {
    sinkPositions.merge(sink, position, Math::max);
    append(written(sink, position), () -> {});
  }

  private static LedgerRecord written(String sink, long position) {
    return new LedgerRecord(SINK, 1, "{\"sink\":\"" + sink + "\",\"position\":" + position + "}");
  }

  /**
   * Begins a new file when this one has grown much beyond what it has to hold; between events, on
   * the correlation thread.
   */
  void renewWhenGrown() {
    if (ledger.isGrown()) {
      renew();
    }
  }

  /** Begins a new file with what stands. */
  void renew() {
    List<LedgerRecord> standing = new ArrayList<>();
    model.records().forEach(known -> standing.add(written(known)));
    reached.values().forEach(one -> standing.add(written(one)));
    standing.addAll(operators.records());
    standing.addAll(undecided.records());
    List<FindingRecord> kept = List.copyOf(latest.values());
    ledger.renew(() -> standing(standing, kept));
  }

  /** What stands, with the revisions that a sink has not taken yet. On the ledger's thread. */
  private List<LedgerRecord> standing(List<LedgerRecord> standing, List<FindingRecord> kept) {
    kept.forEach(one -> standing.add(one.as(KEPT)));
    long last = revisions.last();
    long taken = sinkPositions.values().stream().mapToLong(Long::longValue).min().orElse(last);
    List<Revisions.Revision> left = revisions.since(taken);
    long before = left.isEmpty() ? last : left.getFirst().number() - 1;
    standing.add(new LedgerRecord(NUMBERED, 1, "{\"number\":" + before + "}"));
    for (Revisions.Revision one : left) {
      standing.add(FindingRecord.of(one.finding(), List.of()).as(UNTAKEN));
    }
    sinkPositions.forEach((sink, position) -> standing.add(written(sink, position)));
    return standing;
  }

  /** What it has written. Any thread. */
  EngineStatistics.LedgerStatistics statistics() {
    return new EngineStatistics.LedgerStatistics(ledger.appended(), ledger.synced());
  }

  /**
   * Appends a record.
   *
   * @param safe called on the ledger's thread when it is safe, in order; must not block
   */
  void append(LedgerRecord record, Runnable safe) {
    try {
      ledger.append(record, safe);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RingwallException(Category.INTERNAL, "interrupted while writing the ledger", e);
    }
  }

  /** Waits until all is safe, but not longer than this. */
  void sync(Duration patience) throws InterruptedException {
    ledger.sync(patience);
  }

  /** Is all safe that was ever appended. */
  boolean isSafe() {
    return ledger.synced() >= ledger.appended();
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
