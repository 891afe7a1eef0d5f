package io.ringwall.engine.route;

import io.ringwall.engine.findings.Mark;
import io.ringwall.sdk.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How far each source has come, as the ledger knows it. What was reached before this start is muted
 * when it is read again: it fills windows, and is neither told nor counted twice.
 *
 * <p>A position is appended behind all that it led to, so whatever a crash leaves of the ledger, an
 * event that is muted has had its effect. One phase; noted on the correlation thread, asked by any.
 */
final class Positions {
  /** How often positions are written, by the clock that only runs forward. */
  private static final long INTERVAL_NANOS = 1_000_000_000;

  private static final Duration CHECKPOINT = Duration.ofSeconds(1);

  /** Streams remembered; a live capture begins a new one at each start. */
  private static final int STREAMS_MAX = 10_000;

  private final String phase;
  private final Duration window;
  private final Consumer<Reached> appender;
  private final Map<Stream, Reached> before = new ConcurrentHashMap<>();
  private final Map<Stream, Progress> now = new LinkedHashMap<>();
  private final Set<Stream> begun = ConcurrentHashMap.newKeySet();
  private boolean wrote;
  private long written;

  /** That of the last event noted: most events follow one of their own stream. */
  private @Nullable Progress latest;

  private record Stream(String source, String epoch) {
    boolean isOf(Event event) {
      return source.equals(event.source()) && epoch.equals(event.epoch());
    }
  }

  /**
   * How far a source has come in one epoch.
   *
   * @param phase the phase of a replay, or of a running engine
   * @param sequence of the last event all of whose consequences are in the ledger
   * @param ordinal of that event
   * @param resume sequence from which it is read again so that all windows are filled
   */
  record Reached(
      String phase, String source, String epoch, long sequence, int ordinal, long resume) {
    boolean covers(Event event) {
      return Mark.upTo(sequence, ordinal, event);
    }
  }

  /** What was noted of one stream in this run. */
  private static final class Progress {
    private final Stream stream;
    private long sequence = Long.MIN_VALUE;
    private int ordinal;
    private long pending = Long.MAX_VALUE;
    private boolean changed;
    private Instant nextCheckpoint = Instant.MIN;
    private final Deque<Checkpoint> checkpoints = new ArrayDeque<>();

    Progress(Stream stream) {
      this.stream = stream;
    }
  }

  private record Checkpoint(Instant time, long sequence) {}

  /**
   * Positions of one phase.
   *
   * @param restored what the ledger knows, of any phase
   * @param window how far back windows look, waits for the model included
   * @param appender appends to the ledger
   */
  Positions(String phase, Iterable<Reached> restored, Duration window, Consumer<Reached> appender) {
    this.phase = phase;
    this.window = window;
    this.appender = appender;
    for (Reached one : restored) {
      if (one.phase().equals(phase)) {
        before.put(new Stream(one.source(), one.epoch()), one);
      }
    }
  }

  /** Was what this event led to safe before this start. Any thread. */
  boolean muted(Event event) {
    if (before.isEmpty()) {
      return false;
    }
    Reached reached = before.get(new Stream(event.source(), event.epoch()));
    return reached != null && reached.covers(event);
  }

  /** Was some of this event's stream read before this start. Any thread. */
  boolean resumed(Event event) {
    return !before.isEmpty() && before.containsKey(new Stream(event.source(), event.epoch()));
  }

  /** Where a source has to begin so that all windows are filled again. Any thread. */
  OptionalLong resumeFrom(String source, String epoch) {
    Reached reached = before.get(new Stream(source, epoch));
    return reached == null ? OptionalLong.empty() : OptionalLong.of(reached.resume());
  }

  /** A stream is begun here, of which nothing was given before. Any thread. */
  void begins(String source, String epoch, long sequence) {
    Stream stream = new Stream(source, epoch);
    if (!before.containsKey(stream) && begun.add(stream)) {
      appender.accept(new Reached(phase, source, epoch, sequence - 1, Integer.MAX_VALUE, sequence));
    }
  }

  /** All that this event leads to has been handed to the ledger. Correlation thread. */
  void note(Event event) {
    Progress progress = progress(event);
    long sequence = event.sequence();
    if (sequence > progress.sequence
        || sequence == progress.sequence && event.ordinal() > progress.ordinal) {
      progress.sequence = sequence;
      progress.ordinal = event.ordinal();
      progress.changed = true;
    }
    Instant time = event.time();
    if (!time.isBefore(progress.nextCheckpoint)) {
      progress.checkpoints.add(new Checkpoint(time, event.sequence()));
      progress.nextCheckpoint = time.plus(CHECKPOINT);
    }
  }

  private Progress progress(Event event) {
    if (latest != null && latest.stream.isOf(event)) {
      return latest;
    }
    Stream stream = new Stream(event.source(), event.epoch());
    Progress progress = now.get(stream);
    if (progress == null) {
      if (now.size() >= STREAMS_MAX) {
        now.remove(now.keySet().iterator().next());
      }
      progress = new Progress(stream);
      now.put(stream, progress);
    }
    latest = progress;
    return progress;
  }

  /** Is it time to write again; then all that waits to be written has to be written before. */
  boolean due() {
    long clock = System.nanoTime();
    if (wrote && clock - written < INTERVAL_NANOS) {
      return false;
    }
    wrote = true;
    written = clock;
    return true;
  }

  /**
   * Appends what changed.
   *
   * @param oldest no window, and nothing that waits for the model, looks back further than this
   *     less the window
   * @param pending events that were not noted yet
   */
  void write(Instant oldest, Iterable<Event> pending) {
    now.values().forEach(progress -> progress.pending = Long.MAX_VALUE);
    for (Event event : pending) {
      Progress progress = now.get(new Stream(event.source(), event.epoch()));
      if (progress != null) {
        progress.pending = Math.min(progress.pending, event.sequence());
      }
    }
    Instant since = oldest.equals(Instant.MIN) ? oldest : oldest.minus(window);
    now.forEach((stream, progress) -> {
      Reached reached = reached(stream, progress, since);
      if (progress.changed && reached != null) {
        progress.changed = false;
        appender.accept(reached);
      }
    });
  }

  /** What is pending comes after what is reached. */
  private @Nullable Reached reached(Stream stream, Progress progress, Instant since) {
    long sequence = progress.sequence;
    int ordinal = progress.ordinal;
    if (progress.pending <= sequence) {
      sequence = progress.pending - 1;
      ordinal = Integer.MAX_VALUE;
    }
    Reached earlier = before.get(stream);
    if (earlier != null && earlier.sequence() > sequence) {
      return null;
    }
    while (progress.checkpoints.size() > 1 && isBefore(progress.checkpoints, since)) {
      progress.checkpoints.remove();
    }
    Checkpoint from = progress.checkpoints.peek();
    long resume = from == null ? sequence : Math.min(from.sequence(), sequence);
    return new Reached(phase, stream.source(), stream.epoch(), sequence, ordinal, resume);
  }

  /** Is the second one early enough. */
  private static boolean isBefore(Deque<Checkpoint> checkpoints, Instant since) {
    return checkpoints.stream().skip(1).findFirst().orElseThrow().time().isBefore(since);
  }
}
