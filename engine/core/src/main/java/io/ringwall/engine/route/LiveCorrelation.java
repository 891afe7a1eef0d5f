package io.ringwall.engine.route;

import io.ringwall.engine.counts.Fall;
import io.ringwall.engine.findings.Findings;
import io.ringwall.engine.findings.Raised;
import io.ringwall.engine.flows.Correction;
import io.ringwall.engine.flows.TrackedFlow;
import io.ringwall.engine.learn.Learning;
import io.ringwall.engine.rules.Judgement;
import io.ringwall.engine.rules.RuleBase;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.finding.Withdrawal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Takes judged events as they come: what the stateless rules found is told at once; counts,
 * correlation and learning take each event in the order of time, once engine time has passed it.
 * What a source with a clock of its own tells is counted by that clock, apart from all others, and
 * not correlated. One thread.
 */
final class LiveCorrelation {
  private static final int ORDERED_MAX = 65_536;

  /** What comes later than this after engine time enters no window. */
  private static final Duration LATE = Duration.ofSeconds(2);

  private final BlockingQueue<Batch> batches;
  private final Findings findings;
  private final Learning learning;
  private final Positions positions;
  private final Upkeep upkeep;
  private final EventTap tap;
  private final StationTime busy;
  private final Delays delays;
  private final TimeLine line;

  /** Of each source that has a clock of its own: what it counts enters no window of others. */
  private final Map<String, TimeLine> apart = new LinkedHashMap<>();

  private final AtomicLong given = new AtomicLong();
  private final AtomicLong judged = new AtomicLong();
  private final AtomicLong raised = new AtomicLong();
  private final AtomicLong late = new AtomicLong();
  private final AtomicLong early = new AtomicLong();
  private RuleBase rules;

  /**
   * A station.
   *
   * @param rules the rules that judge the first batch
   * @param delays the sources that have a clock of their own
   * @param upkeep what is to be done at each token, after it has passed
   * @param tap shown each event on its arrival, unless it was judged before
   */
  LiveCorrelation(
      BlockingQueue<Batch> batches,
      RuleBase rules,
      Delays delays,
      Findings findings,
      Learning learning,
      Positions positions,
      Upkeep upkeep,
      EventTap tap,
      StationTime busy) {
    this.batches = batches;
    this.rules = rules;
    this.delays = delays;
    this.line = new TimeLine(rules, RuleBase::correlation);
    this.findings = findings;
    this.learning = learning;
    this.positions = positions;
    this.upkeep = upkeep;
    this.tap = tap;
    this.busy = busy;
  }

  /** What the engine keeps up as time passes. Called on the correlation thread. */
  interface Upkeep {
    /** Engine time has come to this token, and all that was before it is done. */
    void passed(Instant token);

    /** The engine stops, and nothing more will come. */
    void stopped();

    /**
     * All findings are written: positions may be.
     *
     * @param pending events that arrived and are yet to be taken in order
     */
    void commit(Iterable<Event> pending);
  }

  void run() throws InterruptedException {
    try {
      boolean last = false;
      while (!last) {
        Batch batch = batches.take();
        batch.workersDone().await();
        long begun = System.nanoTime();
        for (Step step : batch.steps()) {
          switch (step) {
            case Step.Seen seen -> {
              given.incrementAndGet();
              seen.judged(this::arrive);
            }
            case Step.Passed passed -> pass(passed);
            case Step.Rules next -> change(next.base());
          }
        }
        busy.since(begun);
        last = batch.last();
      }
      stop();
    } finally {
      lines().forEach(TimeLine::close);
    }
  }

  private void arrive(Judged one) {
    Event event = one.event();
    judged.incrementAndGet();
    boolean muted = positions.muted(event);
    if (event instanceof TrackedFlow flow && flow.correction() instanceof Correction better) {
      withdraw(flow.flowId(), better);
    }
    if (!muted && !one.judgement().raised().isEmpty()) {
      findings.accept(one.judgement().raised());
    }
    findings.observe(event, muted);
    if (!muted) {
      tap.show(event);
    }
    Duration delay = delays.of(event);
    TimeLine on = delay == null ? line : apart(event.source());
    Instant at = event.time();
    if (at.isBefore(on.token()) && !muted) {
      if (at.plus(LATE).isBefore(on.token())) {
        late.incrementAndGet();
        learn(event, false);
        return;
      }
      at = on.token();
    }
    if (one.judgement() == Judgement.NONE && !learning.wants(event)) {
      // Most events: nothing comes of them, so that their order is nobody's concern.
      positions.note(event);
      on.remember(event, one.judgement());
      return;
    }
    on.add(at, one, muted);
    if (on.waiting() > ORDERED_MAX) {
      early.addAndGet(on.waiting());
      on.first(next -> correlate(on, next));
      early.addAndGet(-on.waiting());
    }
  }

  /** What was found by a wrong guess goes before what is found now. */
  private void withdraw(String flowId, Correction better) {
    Set<String> wrong =
        findings.disproved(flowId, new Withdrawal(better.reason(), better.disprovedBy()));
    if (!wrong.isEmpty()) {
      line.withdraw(wrong);
    }
  }

  private TimeLine apart(String source) {
    return apart.computeIfAbsent(source, _ -> new TimeLine(rules, RuleBase::countsAlone));
  }

  private Stream<TimeLine> lines() {
    return Stream.concat(Stream.of(line), apart.values().stream());
  }

  private void correlate(TimeLine on, TimeOrder.Waiting next) {
    Judged one = next.judged();
    told(on, on.accept(one), one.judgement(), next.muted());
    learn(one.event(), next.muted());
    on.remember(one.event(), one.judgement());
  }

  private void learn(Event event, boolean muted) {
    learning.accept(event, positions.resumed(event), muted);
    positions.note(event);
  }

  /** Learning hears of all findings, people of those that they were not told of on arrival. */
  private void told(TimeLine on, List<Raised> came, Judgement judgement, boolean muted) {
    for (Fall fall : on.falls()) {
      learning.fell(fall);
    }
    if (came.isEmpty()) {
      return;
    }
    came.forEach(learning::raised);
    if (muted) {
      return;
    }
    raised.addAndGet(came.size());
    Set<Raised> known = Collections.newSetFromMap(new IdentityHashMap<>());
    known.addAll(judgement.raised());
    List<Raised> more = came.stream().filter(one -> !known.contains(one)).toList();
    if (!more.isEmpty()) {
      findings.accept(more);
    }
  }

  private void pass(Step.Passed passed) {
    passed.judged().forEach(this::arrive);
    Instant now = passed.token();
    pass(line, now);
    apart.forEach((source, own) -> pass(own, now.minus(delays.of(source))));
    learning.advance(now);
    findings.advance(now);
    upkeep.passed(now);
    if (positions.due()) {
      findings.finish();
      upkeep.commit(this::pending);
    }
  }

  private void pass(TimeLine on, Instant now) {
    on.pass(now, next -> correlate(on, next));
    told(on, on.advance(), Judgement.NONE, false);
    on.forget();
  }

  /** What is still to come in order is taken now, and everything is told. */
  private void stop() {
    lines().forEach(on -> on.all(next -> correlate(on, next)));
    findings.finish();
    upkeep.stopped();
    upkeep.commit(this::pending);
  }

  private Iterator<Event> pending() {
    return lines().flatMap(TimeLine::pending).iterator();
  }

  private void change(RuleBase next) {
    rules = next;
    lines().forEach(on -> on.change(next));
  }

  /** Events that were judged. Any thread. */
  long judged() {
    return judged.get();
  }

  /** Events of sources that were done with. Any thread. */
  long given() {
    return given.get();
  }

  /** What rules raised, before aggregation. Any thread. */
  long raised() {
    return raised.get();
  }

  /** Events that came too late for any window. Any thread. */
  long late() {
    return late.get();
  }

  /** Events that were correlated before their time, because too many waited. Any thread. */
  long early() {
    return early.get();
  }
}
