package io.ringwall.engine.route;

import io.ringwall.engine.counts.Fall;
import io.ringwall.engine.findings.Raised;
import io.ringwall.engine.rules.Correlation;
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
  private static final int REMEMBERED_MAX = 16_384;

  private final Function<RuleBase, Correlation> windows;
  private final TimeOrder waiting = new TimeOrder();
  private final Deque<Event> remembered = new ArrayDeque<>();
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

  /** Keeps an event that was taken in, for rules that come later. */
  void remember(Event event) {
    remembered.add(event);
    if (remembered.size() > REMEMBERED_MAX) {
      remembered.remove();
    }
  }

  /** Lets go of what no window reaches any more. */
  void forget() {
    Instant before = token.minus(rules.longestWindow());
    while (!remembered.isEmpty() && remembered.peek().time().isBefore(before)) {
      remembered.remove();
    }
  }

  /** The new rules' counts and session hold what they would hold had they judged all along. */
  void change(RuleBase next) {
    correlation.close();
    rules = next;
    correlation = windows.apply(next);
    Instant passed = Instant.MIN;
    for (Event event : remembered.stream().sorted(Comparator.comparing(Event::time)).toList()) {
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
