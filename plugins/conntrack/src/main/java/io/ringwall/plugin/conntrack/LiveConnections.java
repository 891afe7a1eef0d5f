package io.ringwall.plugin.conntrack;

import io.ringwall.kernel.ConnectionChange;
import io.ringwall.kernel.ConnectionTracking;
import io.ringwall.kernel.KernelException;
import io.ringwall.kernel.TcpTracking;
import io.ringwall.kernel.TrackedConnection;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.EventSink;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.PluginException.Category;
import io.ringwall.sdk.plugin.SourceContext;
import io.ringwall.sdk.plugin.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells of the connections of containers as the kernel tracks them: those that are there when it
 * begins, and what becomes of all. One thread, but {@link #close}.
 */
final class LiveConnections implements CaptureSource {
  private static final Duration LATENESS = Duration.ofMillis(100);
  private static final Duration IDLE = Duration.ofMillis(100);

  /** What is held is let go within this. */
  private static final Duration SLICE = Duration.ofMillis(20);

  /**
   * How long all but a beginning is held. Packets are read when their block is full, some
   * milliseconds late; a short connection would be judged as ended before anybody had seen what it
   * spoke.
   */
  private static final Duration HELD = Duration.ofMillis(50);

  /** Changes are taken by the handful: waking up for each costs more than all the rest. */
  private static final Duration GATHERED = Duration.ofMillis(2);

  private static final int SHARE = 512;
  private static final int TCP = 6;
  private static final int QUEUED_MAX = 1 << 18;

  private final ConnectionTracking tracking;
  private final ContainerNetworks networks;
  private final KernelSettings kernel;
  private final int max;
  private final long lookNanos;
  private final SourceContext context;
  private final ConnectionEvents events;
  private final Map<Ends, Followed> followed = new HashMap<>();
  private final Deque<Held> held = new ArrayDeque<>();
  private long number;
  private long overruns;
  private int reading;
  private int silent;
  private boolean counts;
  private volatile boolean closed;

  /**
   * A source that tells nothing yet.
   *
   * @param look of what began while nobody listened the kernel does not tell the end
   *     (nf_conntrack_events=2): while any of it lives, the table is read this often
   */
  LiveConnections(
      ConnectionTracking tracking,
      ContainerNetworks networks,
      KernelSettings kernel,
      ConntrackSettings settings,
      Duration look,
      SourceContext context) {
    this.lookNanos = look.toNanos();
    this.tracking = tracking;
    this.networks = networks;
    this.kernel = kernel;
    this.max = settings.maxConnections();
    this.context = context;
    this.events = new ConnectionEvents(context);
  }

  @Override
  public Timing timing() {
    return Timing.live(LATENESS);
  }

  @Override
  public void run(EventSink sink) throws InterruptedException, PluginException {
    try {
      start(sink);
      long looked = System.nanoTime();
      List<ConnectionChange> changes = new ArrayList<>(SHARE);
      while (!closed) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        Duration patience = held.isEmpty() ? IDLE : SLICE;
        if (tracking.read(patience, SHARE, changes::add) < SHARE) {
          Thread.sleep(GATHERED);
          tracking.read(Duration.ZERO, SHARE, changes::add);
        }
        Instant now = context.clock().instant();
        for (ConnectionChange change : changes) {
          hold(change, now, sink);
        }
        context.diagnostics().count("changes", changes.size());
        changes.clear();
        release(HELD, sink);
        boolean lost = lost();
        if (lost || silent > 0 && System.nanoTime() - looked > lookNanos) {
          release(Duration.ZERO, sink);
          look(sink);
          looked = System.nanoTime();
        }
      }
    } catch (KernelException e) {
      if (!closed) {
        throw new PluginException(
            Category.RESOURCE, Objects.requireNonNullElse(e.getMessage(), "the kernel refused"), e);
      }
    }
  }

  private record Held(ConnectionChange change, Instant at, long nanos) {}

  private void hold(ConnectionChange change, Instant now, EventSink sink)
      throws InterruptedException, KernelException {
    if (change.kind() == ConnectionChange.Kind.NEW) {
      if (followed.containsKey(Ends.of(change.connection()))) {
        // The ends are used again: first comes what was told of the connection before.
        release(Duration.ZERO, sink);
      }
      take(change, now, sink);
    } else {
      held.add(new Held(change, now, System.nanoTime()));
    }
  }

  /** Lets go what has been held for so long. */
  private void release(Duration time, EventSink sink) throws InterruptedException, KernelException {
    long now = System.nanoTime();
    while (!held.isEmpty() && now - held.getFirst().nanos() >= time.toNanos()) {
      Held first = held.removeFirst();
      take(first.change(), first.at(), sink);
    }
  }

  /** What was queued until the table was read is no older than this source. */
  private void start(EventSink sink) throws InterruptedException, KernelException {
    counts = kernel.counts();
    Map<Ends, TrackedConnection> there = table();
    List<ConnectionChange> queued = new ArrayList<>();
    tracking.read(Duration.ZERO, QUEUED_MAX, queued::add);
    for (ConnectionChange change : queued) {
      if (change.kind() == ConnectionChange.Kind.NEW) {
        there.remove(Ends.of(change.connection()));
      }
    }
    Instant now = context.clock().instant();
    for (Map.Entry<Ends, TrackedConnection> one : there.entrySet()) {
      if (!ended(one.getValue())) {
        begin(one.getKey(), one.getValue(), true, now, sink);
      }
    }
    for (ConnectionChange change : queued) {
      take(change, now, sink);
    }
  }

  /** The connections that are there now and concern us. */
  private Map<Ends, TrackedConnection> table() throws KernelException {
    List<TrackedConnection> all = new ArrayList<>();
    tracking.dump(all::add);
    Map<Ends, TrackedConnection> there = new HashMap<>();
    for (TrackedConnection one : all) {
      Ends ends = Ends.of(one);
      if (concerns(ends)) {
        there.put(ends, one);
      }
    }
    return there;
  }

  private boolean concerns(Ends ends) throws KernelException {
    return !ends.linkLocal() && networks.concerns(ends);
  }

  private boolean lost() {
    long now = tracking.overruns();
    if (now == overruns) {
      return false;
    }
    context.diagnostics().dropped("kernel-buffer-full", now - overruns);
    overruns = now;
    return true;
  }

  /** Reads the table, and makes up for what was not told. */
  private void look(EventSink sink) throws InterruptedException, KernelException {
    counts = kernel.counts();
    reading++;
    Instant now = context.clock().instant();
    for (Map.Entry<Ends, TrackedConnection> one : table().entrySet()) {
      TrackedConnection connection = one.getValue();
      Followed known = followed.get(one.getKey());
      if (known == null && !ended(connection)) {
        known = begin(one.getKey(), connection, false, now, sink);
      } else if (known != null && ended(connection)) {
        end(known, connection, now, sink);
      } else if (known != null) {
        establish(known, connection, now, sink);
      }
      if (known != null) {
        known.seen(reading);
      }
    }
    Iterator<Followed> all = followed.values().iterator();
    while (all.hasNext()) {
      Followed one = all.next();
      if (!one.wasSeen(reading)) {
        end(one, null, now, sink);
        silent -= one.preExisting() ? 1 : 0;
        all.remove();
      }
    }
  }

  private void take(ConnectionChange change, Instant now, EventSink sink)
      throws InterruptedException, KernelException {
    TrackedConnection connection = change.connection();
    Ends ends = Ends.of(connection);
    Followed known = followed.get(ends);
    if (known == null && !concerns(ends)) {
      return;
    }
    switch (change.kind()) {
      case NEW -> appear(ends, known, connection, now, sink);
      case UPDATE -> update(ends, known, connection, now, sink);
      case DESTROY -> {
        boolean same = known != null && (ends.icmp() || known.id() == connection.id());
        if (known != null && same && known.oneLess()) {
          end(known, connection, now, sink);
          followed.remove(ends);
          silent -= known.preExisting() ? 1 : 0;
        }
      }
    }
  }

  private void appear(
      Ends ends,
      @Nullable Followed known,
      TrackedConnection connection,
      Instant now,
      EventSink sink)
      throws InterruptedException {
    if (known == null) {
      begin(ends, connection, false, now, sink);
    } else if (ends.icmp()) {
      known.another(connection.id());
    } else if (known.id() != connection.id()) {
      end(known, null, now, sink);
      silent -= known.preExisting() ? 1 : 0;
      followed.remove(ends);
      begin(ends, connection, false, now, sink);
    }
  }

  private void update(
      Ends ends,
      @Nullable Followed known,
      TrackedConnection connection,
      Instant now,
      EventSink sink)
      throws InterruptedException, KernelException {
    if (known == null) {
      if (!ended(connection)) {
        begin(ends, connection, true, now, sink);
      }
    } else if (ended(connection)) {
      end(known, counts ? counted(connection) : connection, now, sink);
    } else {
      establish(known, connection, now, sink);
    }
  }

  /** With its counters, which a change does not bring before the very last. */
  private TrackedConnection counted(TrackedConnection connection) throws KernelException {
    TrackedConnection now = tracking.find(connection);
    return now == null || now.id() != connection.id() ? connection : now;
  }

  private static boolean ended(TrackedConnection connection) {
    return connection.tcp() == TcpTracking.TIME_WAIT || connection.tcp() == TcpTracking.CLOSE;
  }

  /** TCP is established by its handshake, anything else by a packet back. */
  private static boolean established(TrackedConnection connection) {
    return connection.protocol() == TCP ? connection.assured() : connection.replied();
  }

  private @Nullable Followed begin(
      Ends ends, TrackedConnection connection, boolean preExisting, Instant now, EventSink sink)
      throws InterruptedException {
    if (followed.size() >= max) {
      context.diagnostics().dropped("too-many-connections", 1);
      return null;
    }
    Instant begun = connection.begun();
    Followed one =
        new Followed(ends, number++, connection.id(), begun == null ? now : begun, preExisting);
    followed.put(ends, one);
    silent += preExisting ? 1 : 0;
    if (established(connection)) {
      establish(one, connection, now, sink);
    } else {
      sink.offer(events.event(one, FlowPhase.ATTEMPT, connection, now));
    }
    return one;
  }

  private void establish(Followed one, TrackedConnection connection, Instant now, EventSink sink) {
    if (established(connection) && one.establish()) {
      sink.offer(events.event(one, FlowPhase.ESTABLISHED, connection, now));
    }
  }

  private void end(Followed one, @Nullable TrackedConnection last, Instant now, EventSink sink) {
    if (one.close()) {
      sink.offer(events.event(one, FlowPhase.CLOSE, last, now));
    }
  }

  @Override
  public void close() {
    closed = true;
    tracking.close();
    networks.close();
  }
}
