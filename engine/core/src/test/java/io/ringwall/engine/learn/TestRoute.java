package io.ringwall.engine.learn;

import io.ringwall.engine.counts.Addition;
import io.ringwall.engine.counts.CountSpec;
import io.ringwall.engine.counts.CountTable;
import io.ringwall.engine.counts.Threshold;
import io.ringwall.engine.findings.FindingDraft;
import io.ringwall.engine.findings.FiringOrder;
import io.ringwall.engine.findings.RuleHeader;
import io.ringwall.engine.flows.FlowLimits;
import io.ringwall.engine.flows.FlowTable;
import io.ringwall.engine.flows.TrackedFlow;
import io.ringwall.engine.identity.Identity;
import io.ringwall.engine.model.Model;
import io.ringwall.engine.model.Phase;
import io.ringwall.engine.time.Ticks;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.Count;
import io.ringwall.sdk.event.EdgeState;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.Timed;
import io.ringwall.sdk.finding.Layer;
import io.ringwall.sdk.finding.Mode;
import io.ringwall.sdk.finding.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The route as far as identity, flows, model and learning have a part in it, on one thread: with
 * any number of tables, and with the dispatcher in step or as far ahead as it can be. Counts ports
 * that were tried in vain as the rule set {@code recon} does.
 */
final class TestRoute {
  private static final CountSpec PORTS =
      new CountSpec(
          "recon",
          "ports",
          true,
          Duration.ofSeconds(60),
          1000,
          1000,
          List.of(new Threshold("scan", 10)));
  private static final RuleHeader SCAN =
      new RuleHeader(
          "recon",
          "1",
          Layer.NETWORK,
          Mode.ALERT,
          "scan",
          Severity.MEDIUM,
          List.of(),
          List.of(),
          false,
          new FiringOrder(true, 0, 0, 0));

  private final Identity identity;
  private final Model model;
  private final List<FlowTable> tables = new ArrayList<>();
  private final boolean ahead;
  private final List<TrackedFlow> seen = new ArrayList<>();
  private final List<Count> scans = new ArrayList<>();
  private CountTable counts = new CountTable(List.of(PORTS));
  private Learning learning;
  private long order;
  private Instant token = Instant.MIN;

  TestRoute(Identity identity, Model model, int workers, boolean ahead) {
    this.identity = identity;
    this.model = model;
    this.ahead = ahead;
    this.learning = new Learning(model, PORTS.window());
    for (int i = 0; i < workers; i++) {
      tables.add(new FlowTable(identity, model, FlowLimits.DEFAULT));
    }
  }

  private record Held(Event event, Instant until) {}

  /** Reads a phase and ends it. */
  void phase(Phase phase, List<? extends Event> events) {
    read(phase, events);
    end();
  }

  /** Reads what happens in a phase that goes on. */
  void read(Phase phase, List<? extends Event> events) {
    model.phase(phase);
    learning = new Learning(model, PORTS.window());
    counts = new CountTable(List.of(PORTS));
    List<Runnable> steps = new ArrayList<>();
    List<Held> held = new ArrayList<>();
    List<Event> sorted = new ArrayList<>(events);
    sorted.sort(Comparator.comparing(Event::time).thenComparingLong(Event::sequence));
    for (Event event : sorted) {
      release(held, event.time(), steps);
      Instant now = Ticks.floor(event.time());
      if (now.isAfter(token)) {
        token = now;
        step(steps, () -> pass(now));
      }
      Instant until = identity.waitsUntil(event);
      if (until != null) {
        held.add(new Held(event, until));
      } else {
        dispatch(event, steps);
        if (event instanceof ContainerEvent) {
          release(held, event.time(), steps);
        }
      }
    }
    release(held, Instant.MAX, steps);
    steps.forEach(Runnable::run);
  }

  private void release(List<Held> held, Instant now, List<Runnable> steps) {
    List<Held> released =
        held.stream()
            .filter(one -> !one.until().isAfter(now) || identity.waitsUntil(one.event()) == null)
            .toList();
    held.removeAll(released);
    released.forEach(one -> dispatch(one.event(), steps));
  }

  private void dispatch(Event event, List<Runnable> steps) {
    long place = ++order;
    Event applied = identity.apply(event, place);
    if (applied != null) {
      step(steps, () -> judge(applied, place));
    }
  }

  private void step(List<Runnable> steps, Runnable step) {
    if (ahead) {
      steps.add(step);
    } else {
      step.run();
    }
  }

  private void judge(Event event, long place) {
    if (event instanceof Flow flow) {
      tables
          .get(FlowTable.shard(flow.originator()) % tables.size())
          .accept(flow, place, this::correlate);
    } else if (event instanceof ContainerEvent container) {
      learning.accept(model.classify(container));
    }
  }

  private void correlate(TrackedFlow flow) {
    seen.add(flow);
    boolean known =
        flow.edge().state() == EdgeState.LEARNED || flow.edge().state() == EdgeState.ALLOWED;
    if (flow.settled() && flow.unproductive() && !known) {
      counts.add(
          Addition.of(
              PORTS,
              new Object[] {flow.originator().address(), flow.responder().address()},
              new Object[] {flow.responder().port()},
              flow),
          this::raise);
    }
    counts.falls().forEach(learning::fell);
    learning.accept(flow);
  }

  private void raise(Count count) {
    scans.add(count);
    learning.raised(FindingDraft.finding(SCAN, count, "a scan").finish());
  }

  private void pass(Instant now) {
    List<TrackedFlow> timers = new ArrayList<>();
    tables.forEach(table -> table.advance(now, timers::add));
    sorted(timers).forEach(this::correlate);
    counts.advance(now);
    counts.falls().forEach(learning::fell);
    learning.advance(now);
  }

  private static List<TrackedFlow> sorted(List<TrackedFlow> timers) {
    timers.sort(Comparator.comparing(Timed::time).thenComparing(Timed::id));
    return timers;
  }

  private void end() {
    List<TrackedFlow> last = new ArrayList<>();
    tables.forEach(table -> table.finish(last::add));
    sorted(last).forEach(this::correlate);
    counts.advance(token.plus(PORTS.window().multipliedBy(2)));
    counts.falls().forEach(learning::fell);
    learning.finish();
    if (model.graduated() || !model.edges().isEmpty()) {
      model.graduate();
    }
    token = Instant.MIN;
  }

  /** All that was emitted. */
  List<TrackedFlow> seen() {
    return seen;
  }

  /** Counts that reached their threshold. */
  List<Count> scans() {
    return scans;
  }

  Learning learning() {
    return learning;
  }
}
