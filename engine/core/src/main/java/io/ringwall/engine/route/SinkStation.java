package io.ringwall.engine.route;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.intake.Tally;
import io.ringwall.engine.plugins.InstalledSink;
import io.ringwall.sdk.finding.Finding;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Hands findings to one sink, in order, on a thread of its own, each once it is in the ledger. */
final class SinkStation {
  private static final int QUEUE_MAX = 65_536;
  private static final long PATIENCE_MILLIS = 100;
  private static final int TRIES = 4;
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long PAUSE_FACTOR = 4;

  private final String name;
  private final InstalledSink sink;
  private final Tally tally;
  private final List<String> problems;
  private final BlockingQueue<Item> queue = new LinkedBlockingQueue<>(QUEUE_MAX);
  private volatile long position;
  private volatile boolean dead;
  private boolean failed;

  /** The end of the queue has no finding. */
  private record Item(@Nullable Finding finding, long position) {}

  SinkStation(String name, InstalledSink sink, Tally tally, long position, List<String> problems) {
    this.name = name;
    this.sink = sink;
    this.tally = tally;
    this.position = position;
    this.problems = problems;
  }

  String name() {
    return name;
  }

  /** How many revisions of the ledger the sink has taken for good. */
  long position() {
    return position;
  }

  /** Waits while the queue is full: a slow sink holds up the ledger, and in the end the sources. */
  void put(Finding finding, long at) {
    put(new Item(finding, at));
  }

  /** Nothing more will be put. */
  void end() {
    put(new Item(null, 0));
  }

  private void put(Item item) {
    boolean interrupted = false;
    boolean taken = false;
    while (!taken && !dead) {
      try {
        taken = queue.offer(item, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes what is put until the end. */
  void run() throws InterruptedException {
    try {
      take();
    } finally {
      dead = true;
    }
  }

  private void take() throws InterruptedException {
    long accepted = position;
    for (Item item = queue.take(); item.finding() != null; item = queue.take()) {
      Finding finding = item.finding();
      if (!failed && tried(() -> sink.accept(finding))) {
        accepted = item.position();
        tally.count("findings", 1);
      } else {
        tally.dropped("sink-failed", 1);
      }
      if (queue.isEmpty()) {
        flush(accepted);
      }
    }
    flush(accepted);
    try {
      sink.close();
    } catch (RingwallException e) {
      problem(e);
    }
  }

  private void flush(long accepted) throws InterruptedException {
    if (accepted > position && tried(sink::flush)) {
      position = accepted;
    }
  }

  private boolean tried(Call call) throws InterruptedException {
    long pause = FIRST_PAUSE_MILLIS;
    for (int i = 1; ; i++) {
      try {
        call.run();
        return true;
      } catch (RingwallException e) {
        if (i == TRIES) {
          failed = true;
          problem(e);
          return false;
        }
      }
      Thread.sleep(pause);
      pause *= PAUSE_FACTOR;
    }
  }

  private void problem(RingwallException e) {
    synchronized (problems) {
      problems.add(e.sentence());
    }
  }

  private interface Call {
    void run() throws InterruptedException;
  }
}
