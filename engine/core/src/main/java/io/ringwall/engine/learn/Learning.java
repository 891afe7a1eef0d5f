package io.ringwall.engine.learn;

import io.ringwall.engine.counts.Fall;
import io.ringwall.engine.findings.Raised;
import io.ringwall.engine.flows.TrackedFlow;
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
import io.ringwall.sdk.event.WorkloadClass;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
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
  private final PriorityQueue<Pending> pending = new PriorityQueue<>();
  private final Map<Object, Map<ObservedBy, Observation>> seen = new HashMap<>();
  private Instant token = Instant.MIN;
  private long number;
  private long voided;
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
  }

  private record Pending(
      Instant place,
      Instant time,
      long number,
      String originator,
      @Nullable EdgeKey edge,
      @Nullable WorkloadClass workloadClass,
      ObservedBy by,
      @Nullable String applicationProtocol)
      implements Comparable<Pending> {
    @Override
    public int compareTo(Pending other) {
      int byPlace = place.compareTo(other.place);
      return byPlace != 0 ? byPlace : Long.compare(number, other.number);
    }
  }

  /** What a count's stretch is known by: each tenfold of a threshold is the same stretch. */
  private record Standing(String ruleSet, String of, String reached, List<Object> keys) {
    static Standing of(Count count) {
      return new Standing(count.ruleSet(), count.of(), count.reached(), count.keys());
    }
  }

  /** Takes in an event that was judged. */
  public void accept(Event event) {
    if (event instanceof TrackedFlow flow) {
      if (flow.teaches() && isLearnable(flow.edge().state())) {
        pending.add(
            new Pending(
                place(flow.time()),
                flow.time(),
                number++,
                Originators.of(flow.originator()),
                flow.edge().key(),
                null,
                new ObservedBy(flow.host(), flow.epoch()),
                flow.applicationProtocol()));
      }
    } else if (event instanceof ContainerEvent container
        && container.action() == ContainerAction.START
        && isLearnable(container.classState())) {
      pending.add(
          new Pending(
              place(container.time()),
              container.time(),
              number++,
              Originators.of(container.workload()),
              null,
              container.workload().workloadClass(),
              new ObservedBy(container.host(), container.epoch()),
              null));
    }
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
    while (!pending.isEmpty() && pending.peek().place().isBefore(ripe)) {
      decide(pending.remove());
    }
    voids.forget(before(ripe, SETTLES));
  }

  private static Instant before(Instant time, Duration span) {
    return time.isBefore(Instant.MIN.plus(span)) ? Instant.MIN : time.minus(span);
  }

  private void decide(Pending observation) {
    if (voids.holds(observation.originator(), observation.time())) {
      voided++;
      return;
    }
    counted++;
    Object what =
        observation.edge() == null
            ? java.util.Objects.requireNonNull(observation.workloadClass())
            : observation.edge();
    Observation total =
        seen.computeIfAbsent(what, _ -> new HashMap<>())
            .merge(observation.by(), Observation.once(observation.time()), Observation::plus);
    if (observation.edge() != null) {
      model.observe(observation.edge(), observation.by(), total, observation.applicationProtocol());
    } else if (observation.workloadClass() != null) {
      model.observe(observation.workloadClass(), observation.by(), total);
    }
  }

  /**
   * The phase has ended, and all windows have passed: what still waits is decided. Whether the
   * model graduates is the caller's business.
   */
  public void finish() {
    while (!pending.isEmpty()) {
      decide(pending.remove());
    }
  }

  /** Observations that counted. */
  public long counted() {
    return counted;
  }

  /** Observations that findings voided. */
  public long voided() {
    return voided;
  }
}
