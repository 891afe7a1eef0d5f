package io.ringwall.engine.learn;

import io.ringwall.engine.counts.Fall;
import io.ringwall.engine.findings.Raised;
import io.ringwall.engine.flows.Lesson;
import io.ringwall.engine.flows.TrackedFlow;
import io.ringwall.engine.ledger.LedgerRecord;
import io.ringwall.engine.model.LearningScopes;
import io.ringwall.engine.model.Model;
import io.ringwall.engine.model.Observation;
import io.ringwall.engine.model.ObservedBy;
import io.ringwall.sdk.event.ClassState;
import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.Count;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.EdgeState;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Timed;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.event.WorkloadClass;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns what happens into what the model knows, within one phase. An observation waits until no
 * finding can come any more that voids it: the longest window of any count or rule. Used by the
 * correlation thread, in order: for each event its findings and falls first, then the event.
 */
public final class Learning {
  /** A contributing event may stand for a flow that began this much earlier, when it settled. */
  private static final Duration SETTLES = Duration.ofSeconds(5);

  private final Model model;
  private final Duration wait;
  private final Voids voids = new Voids();
  private final WaitingObservations waiting;
  private final Map<Object, Map<ObservedBy, Observation>> seen = new HashMap<>();
  private final Map<EdgeKey, String> spoken = new HashMap<>();
  private final Set<ObservedBy> restored = new HashSet<>();
  private Instant token = Instant.MIN;
  private long voided;
  private long withdrawn;
  private long counted;

  /**
   * Learning of one phase.
   *
   * @param model what is taught
   * @param longestWindow how far back any rule or count looks
   */
  public Learning(Model model, Duration longestWindow) {
    this.model = model;
    this.wait = longestWindow.plus(SETTLES);
    this.waiting = new WaitingObservations(wait);
  }

  /**
   * Goes on from what an earlier run had not decided.
   *
   * @param earlier as that run left it in the ledger
   * @param now the time; what voided without an end did so until now
   */
  public void restore(Undecided earlier, Instant now) {
    for (LedgerRecord record : earlier.records()) {
      if (record.kind().equals(UndecidedJson.VOIDS)) {
        voids.restore(UndecidedJson.voids(record), now);
        continue;
      }
      Pending waits = UndecidedJson.waits(record);
      Subject subject = waits.subject();
      know(subject, model.observed(subject.edge(), subject.workloadClass(), subject.by()));
      waiting.restore(waits);
      restored.add(subject.by());
    }
  }

  /** An epoch that is read again tells again what waited of it. */
  private void readAgain(ObservedBy by) {
    if (restored.remove(by)) {
      waiting.take(subject -> subject.by().equals(by));
    }
  }

  private void know(Subject subject, @Nullable Observation known) {
    if (known != null) {
      seen.computeIfAbsent(subject.what(), _ -> new HashMap<>()).putIfAbsent(subject.by(), known);
    }
  }

  /** What began to wait, or was decided, since this or {@link #takeChanges} was called. */
  public List<LearningRecord> takeNews() {
    List<LearningRecord> news = waiting.takeNews();
    news.addAll(voids.takeChanges());
    return news;
  }

  /** All that changed in what is undecided since this was called. */
  public List<LearningRecord> takeChanges() {
    List<LearningRecord> changes = waiting.takeChanges();
    changes.addAll(voids.takeChanges());
    return changes;
  }

  /** Edges that were seen and wait to become candidates or more. Any thread. */
  public Set<EdgeKey> waitingEdges() {
    return waiting.edges();
  }

  /** What a count's stretch is known by: each tenfold of a threshold is the same stretch. */
  private record Standing(String ruleSet, String of, String reached, List<Object> keys) {
    static Standing of(Count count) {
      return new Standing(count.ruleSet(), count.of(), count.reached(), count.keys());
    }
  }

  /** Takes in an event that was judged, of a stream that begins with this run. */
  public void accept(Event event) {
    accept(event, false, false);
  }

  /**
   * Takes in an event that was judged.
   *
   * @param resumed was some of its stream read in an earlier run, whose counts are gone on from
   * @param again was it itself taken in then; it counts only if the model does not know of it
   */
  public void accept(Event event, boolean resumed, boolean again) {
    if (!wants(event)) {
      return;
    }
    if (event instanceof TrackedFlow flow) {
      EdgeKey edge = flow.edge().key();
      add(flow, Originators.of(flow.originator()), edge, null, resumed, again);
      if (flow.applicationProtocol() instanceof String protocol) {
        spoken.put(edge, protocol);
      }
    } else if (event instanceof ContainerEvent container) {
      Workload workload = container.workload();
      add(container, Originators.of(workload), null, workload.workloadClass(), resumed, again);
    }
  }

  /** Does this event teach anything; one that does not need not be handed over. */
  public boolean wants(Event event) {
    return switch (event) {
      case TrackedFlow flow -> flow.teaches() && isLearnable(flow.edge().state());
      case ContainerEvent container ->
          container.action() == ContainerAction.START && isLearnable(container.classState());
      default -> false;
    };
  }

  private void add(
      Event event,
      String originator,
      @Nullable EdgeKey edge,
      @Nullable WorkloadClass workloadClass,
      boolean resumed,
      boolean again) {
    ObservedBy by = new ObservedBy(event.host(), event.epoch());
    Observation known = resumed ? model.observed(edge, workloadClass, by) : null;
    if (again) {
      readAgain(by);
    }
    if (known != null && again && !event.time().isAfter(known.last())) {
      return;
    }
    Subject subject = new Subject(originator, edge, workloadClass, by);
    know(subject, known);
    Lesson lesson = event instanceof TrackedFlow flow ? flow.lesson() : null;
    waiting.add(subject, place(event.time()), event.time(), lesson);
  }

  /** An event's place in engine time, which does not go back with a source's clock. */
  private Instant place(Instant time) {
    return time.isBefore(token) ? token : time;
  }

  /** What was allowed or denied by hand is not learned besides; what is learned is counted on. */
  private static boolean isLearnable(EdgeState state) {
    return state == EdgeState.CANDIDATE || state == EdgeState.LEARNED;
  }

  private static boolean isLearnable(ClassState state) {
    return state == ClassState.CANDIDATE || state == ClassState.LEARNED;
  }

  /**
   * Takes in a finding: unless it rests on an edge's state alone, what its originators did from the
   * first contributing event on teaches nothing, until the count behind it has fallen. A finding
   * about how a container was started says nothing against what the container is.
   */
  public void raised(Raised raised) {
    if (raised.restsOnEdgeState()) {
      return;
    }
    for (Timed support : raised.support()) {
      if (support instanceof ContainerEvent) {
        continue;
      }
      Instant from = Originators.begun(support);
      Set<String> originators = Originators.of(support);
      for (String originator : originators) {
        if (support instanceof Count count) {
          voids.open(originator, Standing.of(count), from);
        } else {
          voids.add(originator, from, support.time());
        }
      }
    }
  }

  /** Takes in that a count fell below a threshold. */
  public void fell(Fall fall) {
    voids.close(Standing.of(fall.count()), fall.at());
  }

  /** Time has come to this: observations that have waited long enough count, or are dropped. */
  public void advance(Instant now) {
    token = now;
    Instant ripe = before(now, wait);
    decideAll(ripe);
    voids.forget(before(ripe, wait));
  }

  private void decideAll(Instant ripe) {
    for (Optional<Pending> next = waiting.poll(ripe); next.isPresent(); next = waiting.poll(ripe)) {
      decide(next.get());
    }
  }

  private static Instant before(Instant time, Duration span) {
    return time.isBefore(Instant.MIN.plus(span)) ? Instant.MIN : time.minus(span);
  }

  private void decide(Pending observation) {
    Subject subject = observation.subject();
    Observation once = observation.seen();
    if (observation.withdrawn()) {
      withdrawn += once.count();
      return;
    }
    if (voids.touch(subject.originator(), once.first(), once.last())) {
      voided += once.count();
      return;
    }
    counted += once.count();
    Observation total =
        seen.computeIfAbsent(subject.what(), _ -> new HashMap<>())
            .merge(subject.by(), once, Observation::plus);
    if (subject.edge() != null) {
      model.observe(subject.edge(), subject.by(), total, spoken.get(subject.edge()));
    } else if (subject.workloadClass() != null) {
      model.observe(subject.workloadClass(), subject.by(), total);
    }
  }

  /**
   * Somebody said that only these learn from now on: of all others, what waits is decided by what
   * is known now. Whoever ends learning after ten minutes does not wait an hour for the slowest of
   * all scans.
   */
  public void settle(LearningScopes remaining) {
    waiting.take(subject -> !learns(remaining, subject)).forEach(this::decide);
  }

  private static boolean learns(LearningScopes scopes, Subject subject) {
    EdgeKey edge = subject.edge();
    return edge == null
        ? scopes.has(Objects.requireNonNull(subject.workloadClass()))
        : scopes.has(edge);
  }

  /**
   * The phase has ended, and all windows have passed: what still waits is decided. Whether the
   * model graduates is the caller's business.
   */
  public void finish() {
    decideAll(Instant.MAX);
  }

  /** Observations that counted. */
  public long counted() {
    return counted;
  }

  /** Observations of flows whose ends turned out to be others. */
  public long withdrawn() {
    return withdrawn;
  }

  /** Observations that findings voided. */
  public long voided() {
    return voided;
  }
}
