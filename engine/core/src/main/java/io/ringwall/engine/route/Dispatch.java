package io.ringwall.engine.route;

import io.ringwall.engine.flows.FlowTable;
import io.ringwall.engine.flows.Translations;
import io.ringwall.engine.identity.Identity;
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
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Gives each event that was let in its order, writes what it tells of containers, names and
 * processes, and hands it on in batches. Used by one thread, which also says when time passes.
 */
final class Dispatch {
  private static final int BATCH = 256;

  /** Of a container's id, what all sources know. */
  private static final int SHORT_ID = 12;

  private final Identity identity;
  private final Translations translations = new Translations();
  private final WaitingRoom room;
  private final List<BlockingQueue<Batch>> workers;
  private final BlockingQueue<Batch> correlation;
  private final AtomicLong orders;
  private final AtomicLong admitted;
  private final SortedMap<String, Long> kinds = new TreeMap<>();

  private final List<Step> steps = new ArrayList<>(BATCH);
  private long flows;
  private long twins;

  /**
   * A dispatch that has handed nothing on.
   *
   * @param workers the queue of each worker
   * @param correlation takes each batch, too, to wait for its workers
   * @param orders the last order given
   * @param admitted events let in
   */
  Dispatch(
      Identity identity,
      List<BlockingQueue<Batch>> workers,
      BlockingQueue<Batch> correlation,
      AtomicLong orders,
      AtomicLong admitted) {
    this.identity = identity;
    this.room = new WaitingRoom(identity, translations);
    this.workers = workers;
    this.correlation = correlation;
    this.orders = orders;
    this.admitted = admitted;
  }

  /** Lets an event in, whose place in time is this; counted. */
  void count(Event event) {
    admitted.incrementAndGet();
    if (event instanceof Flow) {
      flows++;
    } else {
      kinds.merge(kind(event), 1L, Long::sum);
    }
  }

  /** Hands it on, or keeps it while nobody is known to hold its address. */
  void admit(Event admitted, Instant at) throws InterruptedException {
    Event event = admitted instanceof Flow flow ? translations.unmasked(flow) : admitted;
    if (!room.holds(event, at)) {
      dispatch(event);
    }
  }

  /** Hands on what has waited until this time. */
  void release(Instant time) throws InterruptedException {
    release(room.due(time));
  }

  private void release(List<Event> events) throws InterruptedException {
    if (!events.isEmpty()) {
      for (Event event : events) {
        dispatch(event);
      }
    }
  }

  private void dispatch(Event event) throws InterruptedException {
    long order = orders.incrementAndGet();
    long news = identity.news();
    Event applied = identity.apply(event, order);
    if (applied == null) {
      twins++;
    } else {
      add(new Step.Seen(applied, order, worker(applied)));
    }
    boolean awaited = event instanceof Flow flow && translations.learn(flow);
    if (awaited || event instanceof ContainerEvent || identity.news() != news) {
      release(room.known());
    }
  }

  /** Time has come to this token; all that was before it has been admitted. */
  void pass(Instant token) throws InterruptedException {
    add(new Step.Passed(token, false, workers.size()));
  }

  /** All that was admitted is judged by these rules from here on. */
  void rules(Step.Rules rules) throws InterruptedException {
    add(rules);
  }

  /** The end: what waits is handed on, and this is the last token. */
  void end(Instant token) throws InterruptedException {
    release(room.due(Instant.MAX));
    add(new Step.Passed(token, true, workers.size()));
    hand(true);
  }

  /** The engine stops: what waits is handed on, and flows stay open. */
  void stop() throws InterruptedException {
    release(room.due(Instant.MAX));
    hand(true);
  }

  /** Hands on what has gathered, if anything has. */
  void flush() throws InterruptedException {
    if (!steps.isEmpty()) {
      hand(false);
    }
  }

  private void add(Step step) throws InterruptedException {
    steps.add(step);
    if (steps.size() >= BATCH) {
      hand(false);
    }
  }

  private void hand(boolean isLast) throws InterruptedException {
    Batch batch = Batch.of(steps, workers.size(), isLast);
    steps.clear();
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
    SortedMap<String, Long> all = new TreeMap<>(kinds);
    if (flows > 0) {
      all.put("Flow", flows);
    }
    return all;
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
