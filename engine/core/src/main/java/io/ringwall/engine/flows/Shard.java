package io.ringwall.engine.flows;

import io.ringwall.engine.identity.Identity;
import io.ringwall.engine.identity.ResolvedEndpoint;
import io.ringwall.engine.model.Model;
import io.ringwall.engine.model.Standing;
import io.ringwall.sdk.event.AddressPair;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A part of the flows that is never split over tables. Used by one thread. */
final class Shard {
  /** How far two sources' clocks may be apart: the lateness that intake waits for. */
  private static final Duration SKEW = Duration.ofSeconds(2);

  /** The kernel tracks a connection that fell silent for minutes, and then says that it ended. */
  private static final Duration TRACKED = Duration.ofMinutes(10);

  /** Connections with one 5-tuple that wait for late witnesses at the same time. */
  private static final int CHAIN = 8;

  /**
   * Connections do not spread evenly over shards, so each may follow this part more than its share:
   * one that has to forget connections which go on takes each of their events for a new one.
   */
  private static final int UNEVEN = 8;

  private final Identity identity;
  private final Model model;
  private final Duration merging;
  private final Supplier<Duration> delay;
  private final int max;
  private final Map<String, Map<String, MergedFlow>> bySource = new HashMap<>();
  private final LinkedHashMap<Tuple, MergedFlow> byTuple = new LinkedHashMap<>(16, 0.75f, true);

  /** Flows whose packets carry other ends before translation, by these. */
  private final Map<Tuple, MergedFlow> translated = new HashMap<>();

  private final PriorityQueue<Unsettled> unsettled = new PriorityQueue<>();
  private final ArrayDeque<MergedFlow> closed = new ArrayDeque<>();
  private final Map<Origin, Origin> origins = new HashMap<>();
  private final Guesses guesses;
  private Instant token = Instant.MIN;
  private Instant lastLeaves = Instant.MIN;
  private long departures;
  private int size;
  private long evicted;

  Shard(Identity identity, Model model, FlowLimits limits, Supplier<Duration> delay) {
    this.delay = delay;
    this.identity = identity;
    this.model = model;
    this.merging = limits.merging();
    this.guesses = new Guesses(identity, limits.correcting());
    int share = limits.flows() / FlowTable.SHARDS;
    this.max = share + share / UNEVEN;
  }

  private record Unsettled(Instant due, MergedFlow flow) implements Comparable<Unsettled> {
    @Override
    public int compareTo(Unsettled other) {
      int order = due.compareTo(other.due);
      return order == 0 ? flow.id().compareTo(other.flow.id()) : order;
    }
  }

  void accept(Flow event, long order, Consumer<TrackedFlow> out) {
    Map<String, MergedFlow> named = bySource.computeIfAbsent(event.source(), _ -> new HashMap<>());
    MergedFlow flow = named.get(event.flowId());
    boolean begins = false;
    if (flow == null || flow.beginsAnew(event)) {
      Tuple tuple = Tuple.of(event);
      AddressPair original = event.original();
      flow = original == null ? find(tuple, event) : findTranslated(tuple, original, event, order);
      if (flow == null) {
        flow = begin(tuple, event, order, out);
        begins = true;
      } else {
        String before = flow.join(event, Tuple.seen(event));
        if (before != null) {
          named.remove(before, flow);
        }
      }
      named.put(event.flowId(), flow);
      if (original != null) {
        translate(flow, original, event);
      }
    } else if (flow.recallsAt(token)) {
      byTuple.get(flow.tuple());
    }
    if (tellsContainer(event) && flow.mayBeAnothers()) {
      reconsider(flow, event.time(), out);
    }
    boolean wasClosed = flow.closed();
    FlowPhase phase = flow.hear(event);
    emit(null, event, phase, flow, begins, flow.settlesAt(phase, event.time()), null, out);
    if (flow.closed() && !wasClosed) {
      leave(flow, event.time());
    }
  }

  private static boolean tellsContainer(Flow event) {
    return event.originator().workload() != null || event.responder().workload() != null;
  }

  /** The flow that another witness told of already, the one that began closest to this. */
  private @Nullable MergedFlow find(Tuple tuple, Flow event) {
    MergedFlow found = find(byTuple.get(tuple), event);
    return found == null && !translated.isEmpty() ? find(translated.get(tuple), event) : found;
  }

  private static @Nullable MergedFlow find(@Nullable MergedFlow latest, Flow event) {
    if (latest == null) {
      return null;
    }
    Tuple seen = Tuple.seen(event);
    MergedFlow best = null;
    Duration closest = null;
    for (MergedFlow at = latest; at != null; at = at.earlier()) {
      if (at.forgotten() || !at.mayBeSeenBy(event, seen, SKEW)) {
        continue;
      }
      Duration apart = Duration.between(at.start(), event.start()).abs();
      if (closest == null || apart.compareTo(closest) < 0) {
        best = at;
        closest = apart;
      }
    }
    return best;
  }

  /**
   * The flow of a translated connection, which others may have told of by either pair of ends, or
   * by both, before anybody knew that they are one.
   */
  private @Nullable MergedFlow findTranslated(
      Tuple tuple, AddressPair original, Flow event, long order) {
    Tuple before = Tuple.of(original, event.protocolNumber());
    MergedFlow behind = find(byTuple.get(tuple), event);
    MergedFlow asked = find(byTuple.get(before), event);
    if (behind != null && behind.original() == null) {
      ResolvedEndpoint responder = identity.responder(event, behind.originator(), order);
      behind.moves(tuple, responder, behind.earlier());
    }
    if (asked == null || asked == behind) {
      return behind;
    }
    byTuple.remove(before, asked);
    if (behind != null) {
      behind.absorb(asked);
      rename(asked, behind);
      asked.forget();
      size--;
      return behind;
    }
    ResolvedEndpoint responder = identity.responder(event, asked.originator(), order);
    asked.moves(tuple, responder, chain(byTuple.get(tuple)));
    byTuple.put(tuple, asked);
    return asked;
  }

  private void rename(MergedFlow from, MergedFlow to) {
    for (Sight sight = from.sights(); sight != null; sight = sight.next()) {
      Map<String, MergedFlow> named = bySource.get(sight.source());
      if (named != null && named.get(sight.flowId()) == from) {
        named.put(sight.flowId(), to);
      }
    }
  }

  private void translate(MergedFlow flow, AddressPair original, Flow event) {
    Tuple before = Tuple.of(original, event.protocolNumber());
    flow.translated(original, before);
    translated.put(before, flow);
  }

  private MergedFlow begin(Tuple tuple, Flow event, long order, Consumer<TrackedFlow> out) {
    if (size >= max) {
      evict(out);
    }
    Origin origin = new Origin(event.host(), event.source(), event.epoch());
    Origin known = origins.putIfAbsent(origin, origin);
    ResolvedEndpoint originator = identity.originator(event, order);
    MergedFlow flow =
        new MergedFlow(
            tuple,
            event,
            known == null ? origin : known,
            originator,
            identity.responder(event, originator, order),
            chain(byTuple.get(tuple)));
    byTuple.put(tuple, flow);
    unsettled.add(new Unsettled(due(event), flow));
    size++;
    guesses.add(flow);
    return flow;
  }

  /** Earlier flows with the same 5-tuple that may still be merged into, a bounded number. */
  private static @Nullable MergedFlow chain(@Nullable MergedFlow latest) {
    if (latest == null || latest.forgotten()) {
      return null;
    }
    MergedFlow last = latest;
    for (int length = 1; length < CHAIN; length++) {
      MergedFlow earlier = last.earlier();
      if (earlier == null || earlier.forgotten()) {
        break;
      }
      last = earlier;
    }
    last.cut();
    return latest;
  }

  /**
   * When a flow settles by age, in the engine's time: that does not go back with a source's clock.
   */
  private Instant due(Flow event) {
    Instant byClock = event.start().plus(MergedFlow.SETTLES);
    if (token.equals(Instant.MIN) || !event.time().isBefore(token.minus(SKEW))) {
      return byClock;
    }
    Duration age = Duration.between(event.start(), event.time());
    return age.compareTo(MergedFlow.SETTLES) >= 0
        ? token
        : token.plus(MergedFlow.SETTLES).minus(age.isNegative() ? Duration.ZERO : age);
  }

  private void emit(
      @Nullable String id,
      Flow event,
      FlowPhase phase,
      MergedFlow flow,
      boolean begins,
      boolean settles,
      @Nullable Correction correction,
      Consumer<TrackedFlow> out) {
    if (settles) {
      flow.settle();
    }
    Standing standing = model.stand(flow.connection(event.time()));
    out.accept(
        new TrackedFlow(
            id, event, phase, flow, standing, begins, settles, flow.teachesNow(), correction));
  }

  private void leave(MergedFlow flow, Instant time) {
    Instant base = time.isAfter(token) ? time : token;
    Duration late = delay.get();
    Instant leaves = base.plus(late.compareTo(merging) > 0 ? late : merging);
    lastLeaves = leaves.isAfter(lastLeaves) ? leaves : lastLeaves;
    flow.leaves(lastLeaves);
    closed.add(flow);
  }

  void advance(Instant now, Consumer<TrackedFlow> out) {
    token = now;
    correct(now, out);
    while (!unsettled.isEmpty() && unsettled.peek().due().isBefore(now)) {
      MergedFlow flow = unsettled.remove().flow();
      settle(flow, out);
      // One that was let in as of an earlier order than that news, after the last look at it.
      if (flow.wasLeft()) {
        reconsider(flow, now, out);
      }
    }
    while (!closed.isEmpty()) {
      Instant leaves = closed.peek().leaves();
      if (leaves != null && leaves.isAfter(now)) {
        return;
      }
      MergedFlow flow = closed.remove();
      if (flow.awaitsEnd() && !flow.forgotten() && now.isBefore(flow.lastSeen().plus(TRACKED))) {
        leave(flow, now);
      } else {
        forget(flow);
      }
    }
  }

  private void correct(Instant now, Consumer<TrackedFlow> out) {
    guesses.correct(
        now,
        (flow, correction) -> tell(flow, correction, now, out),
        flow -> tell(flow, null, now, out));
    long left = identity.departures();
    if (left != departures) {
      departures = left;
      for (Unsettled young : unsettled) {
        if (young.flow().wasLeft()) {
          reconsider(young.flow(), now, out);
        }
      }
    }
  }

  /** Who an end of a young flow was taken for was another: news of that came late. */
  private void reconsider(MergedFlow flow, Instant now, Consumer<TrackedFlow> out) {
    Correction correction = guesses.reconsider(flow, now);
    if (correction != null) {
      tell(flow, correction, now, out);
    }
  }

  private void tell(
      MergedFlow flow, @Nullable Correction correction, Instant now, Consumer<TrackedFlow> out) {
    String why = correction == null ? "/known/" : "/corrected/";
    emit(
        flow.id() + why + now.toEpochMilli(),
        flow.snapshot(now),
        FlowPhase.UPDATE,
        flow,
        false,
        false,
        correction,
        out);
  }

  private void settle(MergedFlow flow, Consumer<TrackedFlow> out) {
    if (!flow.settled() && !flow.forgotten()) {
      Flow snapshot = flow.snapshot(flow.start().plus(MergedFlow.SETTLES));
      emit(flow.id() + "/settled", snapshot, FlowPhase.UPDATE, flow, false, true, null, out);
    }
  }

  private void forget(MergedFlow flow) {
    if (flow.forgotten()) {
      return;
    }
    flow.forget();
    size--;
    for (Sight sight = flow.sights(); sight != null; sight = sight.next()) {
      Map<String, MergedFlow> named = bySource.get(sight.source());
      if (named != null) {
        named.remove(sight.flowId(), flow);
      }
    }
    byTuple.remove(flow.tuple(), flow);
    if (flow.before() instanceof Tuple before) {
      translated.remove(before, flow);
    }
  }

  /** Makes room: a closed flow goes first, else the 5-tuple not heard of for longest. */
  private void evict(Consumer<TrackedFlow> out) {
    evicted++;
    while (!closed.isEmpty()) {
      MergedFlow oldest = closed.remove();
      if (!oldest.forgotten()) {
        forget(oldest);
        return;
      }
    }
    MergedFlow eldest = byTuple.firstEntry().getValue();
    for (MergedFlow at = eldest; at != null; at = at.earlier()) {
      settle(at, out);
      forget(at);
    }
  }

  void finish(Consumer<TrackedFlow> out) {
    List<MergedFlow> all = new ArrayList<>(size);
    bySource.values().forEach(named -> named.values().stream().distinct().forEach(all::add));
    for (MergedFlow flow : all.stream().distinct().toList()) {
      settle(flow, out);
      if (!flow.closed()) {
        Instant settled = flow.start().plus(MergedFlow.SETTLES);
        Instant end = flow.lastSeen().isAfter(settled) ? flow.lastSeen() : settled;
        flow.close(flow.lastSeen());
        emit(
            flow.id() + "/closed",
            flow.snapshot(end),
            FlowPhase.CLOSE,
            flow,
            false,
            false,
            null,
            out);
      }
      flow.forget();
    }
    bySource.clear();
    byTuple.clear();
    translated.clear();
    unsettled.clear();
    closed.clear();
    guesses.clear();
    origins.clear();
    token = Instant.MIN;
    lastLeaves = Instant.MIN;
    size = 0;
  }

  @Nullable String flowId(String source, String flowId) {
    Map<String, MergedFlow> named = bySource.get(source);
    MergedFlow flow = named == null ? null : named.get(flowId);
    return flow == null ? null : flow.id();
  }

  int size() {
    return size;
  }

  long evicted() {
    return evicted;
  }
}
