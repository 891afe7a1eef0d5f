package io.ringwall.engine.route;

import io.ringwall.engine.flows.FlowTable;
import io.ringwall.engine.identity.Identity;
import io.ringwall.engine.intake.Admitted;
import io.ringwall.engine.intake.Intake;
import io.ringwall.engine.time.Ticks;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.event.DnsExchange;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.FileEvent;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.ProcessEvent;
import io.ringwall.sdk.event.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Gives each event that was let in its order, writes what it tells of containers, names and
 * processes, and hands it on in batches, with tokens of time between events. One thread, one phase.
 */
final class Dispatcher {
  private static final int BATCH = 1024;

  /** Of a container's id, what all sources know. */
  private static final int SHORT_ID = 12;

  private final Intake intake;
  private final Identity identity;
  private final WaitingRoom room;
  private final Deque<ContainerEvent> inventory;
  private final boolean lastPhase;
  private final List<BlockingQueue<Batch>> workers;
  private final BlockingQueue<Batch> correlation;
  private final AtomicLong orders;
  private final AtomicLong admitted;
  private final SortedMap<String, Long> kinds = new TreeMap<>();

  private List<Step> steps = new ArrayList<>(BATCH);
  private long tick = Long.MIN_VALUE;
  private long twins;
  private @Nullable Instant first;
  private @Nullable Instant last;

  Dispatcher(
      Intake intake,
      Identity identity,
      Deque<ContainerEvent> inventory,
      boolean lastPhase,
      List<BlockingQueue<Batch>> workers,
      BlockingQueue<Batch> correlation,
      AtomicLong orders,
      AtomicLong admitted) {
    this.intake = intake;
    this.identity = identity;
    this.room = new WaitingRoom(identity);
    this.inventory = inventory;
    this.lastPhase = lastPhase;
    this.workers = workers;
    this.correlation = correlation;
    this.orders = orders;
    this.admitted = admitted;
  }

  /** Hands on everything up to the end of the phase. */
  void run() throws InterruptedException {
    for (List<Admitted> next = intake.take(); !next.isEmpty(); next = intake.take()) {
      for (Admitted one : next) {
        startsUpTo(one.at());
        first = first == null ? one.event().time() : first;
        last = one.event().time();
        admit(one.event(), one.at());
      }
    }
    if (intake.stopped()) {
      return;
    }
    if (lastPhase) {
      startsUpTo(Instant.MAX);
    }
    end();
  }

  /** What inventories tell takes the route once, at its time; the rest waits for the next phase. */
  private void startsUpTo(Instant at) throws InterruptedException {
    while (!inventory.isEmpty() && !inventory.getFirst().time().isAfter(at)) {
      ContainerEvent started = inventory.removeFirst();
      admit(started, started.time());
    }
  }

  private void admit(Event event, Instant at) throws InterruptedException {
    admitted.incrementAndGet();
    kinds.merge(kind(event), 1L, Long::sum);
    pass(at);
    if (!room.holds(event, at)) {
      dispatch(event);
    }
  }

  /** One token for all boundaries that were crossed: the last one. */
  private void pass(Instant at) throws InterruptedException {
    long now = Ticks.of(at);
    if (now > tick) {
      Instant boundary = Ticks.start(now);
      release(room.due(boundary));
      if (tick != Long.MIN_VALUE) {
        add(new Step.Passed(boundary, false, workers.size()));
      }
      tick = now;
    }
    release(room.due(at));
  }

  private void release(List<Event> events) throws InterruptedException {
    for (Event event : events) {
      dispatch(event);
    }
  }

  private void dispatch(Event event) throws InterruptedException {
    long order = orders.incrementAndGet();
    Event applied = identity.apply(event, order);
    if (applied == null) {
      twins++;
    } else {
      add(new Step.Seen(applied, order, worker(applied)));
    }
    if (event instanceof ContainerEvent) {
      release(room.known());
    }
  }

  private void add(Step step) throws InterruptedException {
    steps.add(step);
    if (steps.size() >= BATCH) {
      hand(false);
    }
  }

  private void end() throws InterruptedException {
    release(room.due(Instant.MAX));
    Instant token = tick == Long.MIN_VALUE ? Instant.EPOCH : Ticks.start(tick + 1);
    add(new Step.Passed(token, true, workers.size()));
    hand(true);
  }

  private void hand(boolean isLast) throws InterruptedException {
    Batch batch = Batch.of(steps, workers.size(), isLast);
    steps = new ArrayList<>(BATCH);
    for (BlockingQueue<Batch> worker : workers) {
      worker.put(batch);
    }
    correlation.put(batch);
  }

  private int worker(Event event) {
    Endpoint originator =
        switch (event) {
          case Flow flow -> flow.originator();
          case DnsExchange dns -> dns.originator();
          case HttpExchange http -> http.originator();
          default -> null;
        };
    if (originator != null) {
      return FlowTable.shard(originator) % workers.size();
    }
    Workload workload = workload(event);
    if (workload == null) {
      return 0;
    }
    String id = workload.containerId();
    String known = id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id;
    return Math.floorMod(known.hashCode(), workers.size());
  }

  private static @Nullable Workload workload(Event event) {
    return switch (event) {
      case ContainerEvent container -> container.workload();
      case ProcessEvent process -> process.workload();
      case FileEvent file -> file.workload();
      case CustomEvent custom -> custom.workload();
      default -> null;
    };
  }

  private static String kind(Event event) {
    return switch (event) {
      case Flow flow -> "Flow";
      case DnsExchange dns -> "DnsExchange";
      case HttpExchange http -> "HttpExchange";
      case ProcessEvent process -> "ProcessEvent";
      case FileEvent file -> "FileEvent";
      case ContainerEvent container -> "ContainerEvent";
      case CustomEvent custom -> "CustomEvent";
      default -> "other";
    };
  }

  /** Events let in, by kind. */
  SortedMap<String, Long> kinds() {
    return kinds;
  }

  /** Time of the first recorded event. */
  @Nullable Instant first() {
    return first;
  }

  /** Time of the last recorded event. */
  @Nullable Instant last() {
    return last;
  }

  /** Starts that two sources told of. */
  long twins() {
    return twins;
  }

  /** Flows that waited for a container to be known. */
  long waited() {
    return room.waited();
  }
}
