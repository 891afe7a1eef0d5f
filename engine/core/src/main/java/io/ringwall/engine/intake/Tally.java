package io.ringwall.engine.intake;

import io.ringwall.sdk.plugin.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** What one plugin instance reported, and what was counted about it. Safe for any thread. */
public final class Tally implements Diagnostics {
  private static final int REASONS_MAX = 200;
  private static final int REMARKS_MAX = 20;
  private static final String BEYOND = "other";

  /** A plugin that has much to say is heard once in this time. */
  private static final long PAUSE_NANOS = 1_000_000_000;

  private final String name;
  private final Consumer<String> operator;
  private final Map<String, LongAdder> malformed = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> dropped = new ConcurrentHashMap<>();
  private final Map<Shed, LongAdder> shed = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> counted = new ConcurrentHashMap<>();
  private final List<String> remarks = new ArrayList<>();
  private long unseenRemarks;
  private long told = System.nanoTime() - PAUSE_NANOS;
  private final Map<Thread, Progress> progress = new ConcurrentHashMap<>();

  /** The tally of the plugin instance of this name. */
  public Tally(String name) {
    this(name, _ -> {});
  }

  /**
   * The tally of the plugin instance of this name.
   *
   * @param operator told what it remarks, a sentence a second at most; on the plugin's thread
   */
  public Tally(String name, Consumer<String> operator) {
    this.name = name;
    this.operator = operator;
  }

  /** Name of the plugin instance. */
  public String name() {
    return name;
  }

  @Override
  public void malformed(String reason, long count) {
    add(malformed, reason, count);
  }

  @Override
  public void dropped(String reason, long count) {
    add(dropped, reason, count);
  }

  /** An event was lost for this reason. */
  void dropped(String reason, EventClass of) {
    dropped(reason, 1);
    shed.computeIfAbsent(new Shed(reason, of), _ -> new LongAdder()).increment();
  }

  @Override
  public void count(String what, long count) {
    add(counted, what, count);
  }

  private static void add(Map<String, LongAdder> counters, String reason, long count) {
    LongAdder counter = counters.get(reason);
    if (counter == null) {
      String kept = counters.size() < REASONS_MAX ? reason : BEYOND;
      counter = counters.computeIfAbsent(kept, name -> new LongAdder());
    }
    counter.add(count);
  }

  @Override
  public void remark(String sentence) {
    boolean tells;
    synchronized (remarks) {
      if (remarks.size() < REMARKS_MAX) {
        remarks.add(sentence);
      } else {
        unseenRemarks++;
      }
      long now = System.nanoTime();
      tells = now - told >= PAUSE_NANOS;
      told = tells ? now : told;
    }
    if (tells) {
      operator.accept(sentence);
    }
  }

  @Override
  public void progress(long done, long total) {
    progress.put(Thread.currentThread(), new Progress(done, total));
  }

  /** How far it has read; several sources of one plugin, each on its thread, are added up. */
  public Progress progress() {
    Progress sum = new Progress(0, 0);
    for (Progress one : progress.values()) {
      sum = new Progress(sum.done() + one.done(), sum.total() + one.total());
    }
    return sum;
  }

  /** What could not be read, by reason. */
  public SortedMap<String, Long> malformed() {
    return snapshot(malformed);
  }

  /** What was lost, by reason. */
  public SortedMap<String, Long> dropped() {
    return snapshot(dropped);
  }

  /** The events among what was lost, by reason and class. */
  public SortedMap<Shed, Long> shed() {
    SortedMap<Shed, Long> snapshot = new TreeMap<>();
    shed.forEach((what, count) -> snapshot.put(what, count.sum()));
    return snapshot;
  }

  /** What was done, by name. */
  public SortedMap<String, Long> counted() {
    return snapshot(counted);
  }

  /** The first remarks, and how many more there were. */
  public List<String> remarks() {
    synchronized (remarks) {
      List<String> all = new ArrayList<>(remarks);
      if (unseenRemarks > 0) {
        all.add("and " + unseenRemarks + " more remarks");
      }
      return List.copyOf(all);
    }
  }

  private static SortedMap<String, Long> snapshot(Map<String, LongAdder> counters) {
    SortedMap<String, Long> snapshot = new TreeMap<>();
    counters.forEach((reason, count) -> snapshot.put(reason, count.sum()));
    return snapshot;
  }

  /**
   * How far a recording was read.
   *
   * @param done bytes read
   * @param total bytes in all; 0 while not known
   */
  public record Progress(long done, long total) {}

  /**
   * Why events were lost, and which.
   *
   * @param reason why
   * @param of how precious they were
   */
  public record Shed(String reason, EventClass of) implements Comparable<Shed> {
    @Override
    public int compareTo(Shed other) {
      int byReason = reason.compareTo(other.reason);
      return byReason != 0 ? byReason : of.compareTo(other.of);
    }
  }
}
