package io.ringwall.engine.rules;

import io.ringwall.engine.counts.Addition;
import io.ringwall.engine.counts.CountTable;
import io.ringwall.engine.counts.Fall;
import io.ringwall.engine.findings.Raised;
import io.ringwall.sdk.event.Count;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Timed;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts and the one session of the correlation rules. Used by one thread, which hands over all
 * events in order with what the stateless rules said of them, and tokens of time between them.
 *
 * <p>For each event: what was added to counts, stateless rules over the counts that were reached,
 * then the session with the event (if a rule wants it), its findings and its counts. A finding of a
 * correlation rule is a fact for the others, never for its own rule.
 */
public final class Correlation implements AutoCloseable {
  private static final int ROUNDS_MAX = 8;

  /** Rules that answer each other's findings multiply them; beyond, they are cut short. */
  private static final int FINDINGS_MAX = 1_000;

  private static final Comparator<Raised> IN_ORDER =
      Comparator.comparing(Raised::order)
          .thenComparing(Correlation::support)
          .thenComparing(Correlation::message);

  private final StatelessJudge judge;
  private final CountTable counts;
  private final Firing inOrder;
  private final Session session;
  private final AtomicLong endless;
  private final List<RequestedResponse> responses = new ArrayList<>();
  private final Round round = new Round();

  Correlation(StatelessJudge judge, CountTable counts, Session session, AtomicLong endless) {
    this.judge = judge;
    this.counts = counts;
    this.session = session;
    this.endless = endless;
    this.inOrder = new Firing(counts);
  }

  /**
   * Takes the next event.
   *
   * @param stateless what {@link RuleBase#judge} said of it
   * @return all findings of this event: stateless ones first, then by salience, precedence of the
   *     rule set, declaration
   */
  public List<Raised> accept(Event event, Judgement stateless) {
    if (stateless == Judgement.NONE) {
      return List.of();
    }
    if (stateless.admitted()) {
      round.facts.add(event);
    }
    round.hear(event, stateless);
    round.run(event);
    return round.end();
  }

  /**
   * Lets time pass up to this token; all events up to it were handed over before.
   *
   * @return findings of rules that waited for something not to happen
   */
  public List<Raised> advance(Instant token) {
    counts.advance(token);
    session.advance(token);
    round.run(null);
    session.forget(token);
    return round.end();
  }

  /** Counts that fell below a threshold they had reached, since this was last asked. */
  public List<Fall> falls() {
    return counts.falls();
  }

  /** Findings that proved wrong, by their ids as raised, are nothing to be correlated any more. */
  public void withdraw(Set<String> ids) {
    session.withdraw(ids);
  }

  /** What rules asked to be done, since this was last asked. */
  public List<RequestedResponse> takeResponses() {
    List<RequestedResponse> taken = List.copyOf(responses);
    responses.clear();
    return taken;
  }

  /** Facts that had to leave the session although a rule might have needed them. */
  public long evictedFacts() {
    return session.evicted();
  }

  /** Keys and values that had to leave counts although their window was not over. */
  public long evictedCounts() {
    return counts.evictedKeys() + counts.evictedValues();
  }

  /** Ends the session. */
  @Override
  public void close() {
    session.close();
  }

  /** Tells firings of one rule on one event apart, whatever the order the session fired them in. */
  private static String support(Raised raised) {
    return raised.order().correlation()
        ? raised.support().stream().map(Timed::id).collect(Collectors.joining(" "))
        : "";
  }

  private static String message(Raised raised) {
    return raised.order().correlation() ? raised.finding().message() : "";
  }

  /** What follows from one event or token. */
  private final class Round {
    private final List<Timed> facts = new ArrayList<>();
    private final List<Raised> raised = new ArrayList<>();
    private final Deque<Count> reached = new ArrayDeque<>();
    private final Consumer<Count> arrived = reached::add;

    void hear(Event event, Judgement said) {
      if (said.waiting().isEmpty()) {
        raise(said.raised());
        add(said.additions());
        responses.addAll(said.responses());
        return;
      }
      for (Speaker rule : said.waiting()) {
        rule.fire(event, inOrder);
        raise(inOrder.takeRaised());
        add(inOrder.takeAdditions());
        responses.addAll(inOrder.takeResponses());
      }
    }

    private void raise(List<Raised> said) {
      if (said.isEmpty()) {
        return;
      }
      raised.addAll(said);
      if (session.wantsFindings()) {
        said.forEach(finding -> facts.add(finding.finding()));
      }
    }

    private void add(List<Addition> additions) {
      for (Addition addition : additions) {
        counts.add(addition, arrived);
      }
    }

    /** Lets rules speak until none has anything to say. */
    void run(@Nullable Event event) {
      for (int i = 0; i < ROUNDS_MAX; i++) {
        judgeCounts();
        session.insert(facts);
        facts.clear();
        session.fire(event);
        raise(session.firing().takeRaised());
        add(session.firing().takeAdditions());
        responses.addAll(session.firing().takeResponses());
        if (facts.isEmpty() && reached.isEmpty()) {
          return;
        }
        if (raised.size() > FINDINGS_MAX) {
          break;
        }
      }
      endless.incrementAndGet();
    }

    private void judgeCounts() {
      for (int i = 0; i < ROUNDS_MAX && !reached.isEmpty(); i++) {
        List<Count> now = List.copyOf(reached);
        reached.clear();
        for (Count count : now) {
          Judgement said = judge.judge(count);
          if (said.admitted()) {
            facts.add(count);
          }
          hear(count, said);
        }
      }
    }

    /** All findings in order; nothing is left for the next round. */
    List<Raised> end() {
      facts.clear();
      reached.clear();
      if (raised.isEmpty()) {
        return List.of();
      }
      if (raised.size() > 1) {
        raised.sort(IN_ORDER);
      }
      List<Raised> all = List.copyOf(raised);
      raised.clear();
      return all;
    }
  }
}
