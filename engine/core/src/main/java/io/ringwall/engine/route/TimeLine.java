package io.ringwall.engine.route;

import io.ringwall.engine.counts.Fall;
import io.ringwall.engine.findings.Raised;
import io.ringwall.engine.rules.Correlation;
import io.ringwall.engine.rules.Judgement;
import io.ringwall.engine.rules.RuleBase;
import io.ringwall.engine.time.Ticks;
import io.ringwall.sdk.event.Event;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The events of one clock, in the order of time, with the counts and the correlation that take them
 * in once that clock has passed them. Used by the correlation thread.
 */
final class TimeLine implements AutoCloseable {
  /** Events of which something came: each may be part of what a window holds. */
  private static final int REMEMBERED_MAX = 16_384;

  /** Others, which rules that come later may want; at high rates these are nearly all events. */
  private static final int ORDINARY_MAX = 2_048;

  private final Function<RuleBase, Correlation> windows;
  private final TimeOrder waiting = new TimeOrder();
  private final Deque<Event> remembered = new ArrayDeque<>();
  private final Deque<Event> ordinary = new ArrayDeque<>();
  private RuleBase rules;
  private Correlation correlation;
  private Instant token = Instant.MIN;

  /**
   * A line on which nothing has happened.
   *
   * @param windows what these rules count and correlate on it
   */
  TimeLine(RuleBase rules, Function<RuleBase, Correlation> windows) {
    this.windows = windows;
    this.rules = rules;
    this.correlation = windows.apply(rules);
  }

  /** How far its clock has come. */
  Instant token() {
    return token;
  }

  /** Keeps an event until its clock has passed this place. */
  void add(Instant at, Judged judged, boolean muted) {
    waiting.add(at, judged, muted);
  }

  /** Events that wait. */
  int waiting() {
    return waiting.size();
  }

  /** What waits, in no particular order. */
  Stream<Event> pending() {
    return waiting.events();
  }

  /** Gives out, in order, what waits in the first tick. */
  void first(Consumer<TimeOrder.Waiting> taker) {
    waiting.first(taker);
  }

  /** Gives out, in order, all that waits. */
  void all(Consumer<TimeOrder.Waiting> taker) {
    waiting.all(taker);
  }

  /** Its clock comes to this: gives out, in order, what was before. */
  void pass(Instant now, Consumer<TimeOrder.Waiting> taker) {
    Instant tick = Ticks.start(Ticks.of(now));
    waiting.before(tick, taker);
    token = tick.isAfter(token) ? tick : token;
  }

  /** Counts and correlates an event, the next in order. */
  List<Raised> accept(Judged one) {
    return correlation.accept(one.event(), one.judgement());
  }

  /** Lets its windows come to its clock. */
  List<Raised> advance() {
    return correlation.advance(token);
  }

  /** Findings that proved wrong are nothing to be correlated any more. */
  void withdraw(Set<String> ids) {
    correlation.withdraw(ids);
  }

  /** Counts that fell below a threshold since this was last asked. */
  List<Fall> falls() {
    return correlation.falls();
  }

  /**
   * Keeps an event that was taken in, for rules that come later.
   *
   * @param judgement what the rules of today said of it
   */
  void remember(Event event, Judgement judgement) {
    if (judgement == Judgement.NONE) {
      keep(event, ordinary, ORDINARY_MAX);
    } else {
      keep(event, remembered, REMEMBERED_MAX);
    }
  }

  private static void keep(Event event, Deque<Event> events, int max) {
    events.add(event);
    if (events.size() > max) {
      events.remove();
    }
  }

  /** Lets go of what no window reaches any more. */
  void forget() {
    Instant before = token.minus(rules.longestWindow());
    forget(before, remembered);
    forget(before, ordinary);
  }

  private static void forget(Instant before, Deque<Event> events) {
    while (!events.isEmpty() && events.peek().time().isBefore(before)) {
      events.remove();
    }
  }

  /** The new rules' counts and session hold what they would hold had they judged all along. */
  void change(RuleBase next) {
    correlation.close();
    rules = next;
    correlation = windows.apply(next);
    Instant passed = Instant.MIN;
    List<Event> all =
        Stream.concat(remembered.stream(), ordinary.stream())
            .sorted(Comparator.comparing(Event::time))
            .toList();
    for (Event event : all) {
      if (event.time().isAfter(passed)) {
        passed = event.time();
        correlation.advance(passed);
      }
      correlation.accept(event, next.judge(event));
    }
    if (token.isAfter(passed)) {
      correlation.advance(token);
    }
    correlation.falls();
    correlation.takeResponses();
  }

  @Override
  public void close() {
    correlation.close();
  }
}
