package io.ringwall.engine.plugins;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.intake.Tally;
import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.event.ServiceRef;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.Judge;
import io.ringwall.sdk.plugin.ActuatorContext;
import io.ringwall.sdk.plugin.Diagnostics;
import io.ringwall.sdk.plugin.IdentitySink;
import io.ringwall.sdk.plugin.SinkContext;
import io.ringwall.sdk.plugin.SourceContext;
import io.ringwall.sdk.plugin.Timing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** An engine for plugins in service: bounded queues, a thread that drains each, and a memory. */
final class RecordingStations implements Stations {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int CAPACITY = 256;

  final Map<String, Tally> tallies = new ConcurrentHashMap<>();
  final Map<String, List<Long>> numbers = new ConcurrentHashMap<>();
  final List<Queue> queues = new CopyOnWriteArrayList<>();
  final List<String> told = new CopyOnWriteArrayList<>();
  final List<String> remarks = new CopyOnWriteArrayList<>();
  final List<PluginStatus> removed = new CopyOnWriteArrayList<>();
  final List<String> identities = new CopyOnWriteArrayList<>();
  final List<Integer> delivered = new CopyOnWriteArrayList<>();
  final AtomicInteger driven = new AtomicInteger();
  private final AtomicInteger starts = new AtomicInteger();
  private final Path root;
  volatile boolean stalled;

  RecordingStations(Path root) {
    this.root = root;
  }

  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("did not happen within " + PATIENCE.toSeconds() + " s: " + what);
      }
      Thread.sleep(5);
    }
  }

  List<Long> numbers(String instance) {
    return numbers.computeIfAbsent(instance, name -> new CopyOnWriteArrayListOfLong());
  }

  /** Appends are cheap, reads are copies. */
  static final class CopyOnWriteArrayListOfLong extends java.util.AbstractList<Long> {
    private final List<Long> all = new ArrayList<>();

    @Override
    public synchronized boolean add(Long one) {
      return all.add(one);
    }

    @Override
    public synchronized Long get(int index) {
      return all.get(index);
    }

    @Override
    public synchronized int size() {
      return all.size();
    }
  }

  Tally tally(String instance) {
    return tallies.computeIfAbsent(instance, Tally::new);
  }

  @Override
  public SourceContext sourceContext(String instance, byte @Nullable [] handedOver) {
    String epoch = Integer.toString(starts.incrementAndGet());
    return new SourceContext() {
      @Override
      public String name() {
        return instance;
      }

      @Override
      public Origin origin(String named) {
        return new Origin("host", instance, named);
      }

      @Override
      public String startEpoch() {
        return epoch;
      }

      @Override
      public InstantSource clock() {
        return InstantSource.system();
      }

      @Override
      public Diagnostics diagnostics() {
        return tally(instance);
      }

      @Override
      public Judge judge() {
        throw new UnsupportedOperationException();
      }

      @Override
      public byte @Nullable [] handedOver() {
        return handedOver == null ? null : handedOver.clone();
      }
    };
  }

  /** A bounded queue with a thread that empties it. */
  final class Queue implements SourceQueue {
    final String instance;
    private final BlockingQueue<Event> held = new ArrayBlockingQueue<>(CAPACITY);
    volatile boolean closed;

    Queue(String instance) {
      this.instance = instance;
      Thread drain = new Thread(this::drain, "drain-" + instance);
      drain.setDaemon(true);
      drain.start();
    }

    private void drain() {
      try {
        while (!closed || !held.isEmpty()) {
          Event event = stalled ? null : held.poll(10, TimeUnit.MILLISECONDS);
          if (event != null) {
            numbers(instance).add(event.sequence());
          } else if (stalled) {
            Thread.sleep(5);
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void emit(Event event) throws InterruptedException {
      while (!closed) {
        if (held.offer(event, 10, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
      tally(instance).dropped("after-the-end", 1);
    }

    @Override
    public boolean offer(Event event) {
      boolean taken = !closed && held.offer(event);
      if (!taken) {
        tally(instance).dropped(closed ? "after-the-end" : "queue-full", 1);
      }
      return taken;
    }

    int waiting() {
      return held.size();
    }

    @Override
    public void complete(Instant upTo) {}

    @Override
    public void close() {
      closed = true;
    }
  }

  @Override
  public SourceQueue source(String instance, Timing timing) {
    var queue = new Queue(instance);
    queues.add(queue);
    return queue;
  }

  @Override
  public IdentitySink identity(String instance) {
    return new IdentitySink() {
      @Override
      public void container(ContainerEvent started, @Nullable Instant until) {}

      @Override
      public void network(String name, AddressBlock block, @Nullable IpAddress gateway) {}

      @Override
      public void hostAddress(IpAddress address, String host) {
        identities.add(host);
      }

      @Override
      public void service(IpAddress address, ServiceRef service) {}

      @Override
      public void complete() {}
    };
  }

  @Override
  public SinkContext sinkContext(String instance) {
    return new SinkContext() {
      @Override
      public String name() {
        return instance;
      }

      @Override
      public Diagnostics diagnostics() {
        return tally(instance);
      }

      @Override
      public String json(Finding finding) {
        return finding.id();
      }
    };
  }

  private final AtomicInteger given = new AtomicInteger();
  private final Map<String, Integer> positions = new ConcurrentHashMap<>();

  /** So many more findings are to be taken. */
  void give(int count) {
    given.addAndGet(count);
  }

  /** Hands over one finding after the other, and remembers how far it came. */
  @Override
  public Engagement sink(InstalledSink sink) {
    return engage(() -> {
      int next = positions.getOrDefault(sink.name(), 0);
      if (next < given.get()) {
        sink.flush();
        delivered.add(next);
        positions.put(sink.name(), next + 1);
      } else {
        Thread.sleep(1);
      }
    });
  }

  @Override
  public ActuatorContext actuatorContext(String instance) {
    return new ActuatorContext() {
      @Override
      public String name() {
        return instance;
      }

      @Override
      public String host() {
        return "host";
      }

      @Override
      public InstantSource clock() {
        return InstantSource.system();
      }

      @Override
      public Diagnostics diagnostics() {
        return tally(instance);
      }

      @Override
      public Path folder() {
        return root;
      }
    };
  }

  @Override
  public Engagement actuator(InstalledActuator actuator) {
    return engage(() -> {
      actuator.observe();
      driven.incrementAndGet();
      Thread.sleep(1);
    });
  }

  private interface Step {
    void run() throws InterruptedException;
  }

  private Engagement engage(Step step) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  try {
                    step.run();
                  } catch (RingwallException e) {
                    Thread.sleep(5);
                  }
                  if (Thread.currentThread().isInterrupted()) {
                    return;
                  }
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "engaged");
    thread.setDaemon(true);
    thread.start();
    return () -> {
      thread.interrupt();
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  @Override
  public void changed(PluginStatus status) {
    told.add(status.sentence());
  }

  @Override
  public void removed(PluginStatus last) {
    removed.add(last);
  }

  @Override
  public void remark(String plugin, String sentence) {
    remarks.add(sentence);
  }
}
