package io.ringwall.bench.deluge;

import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.EventSink;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.SourceContext;
import io.ringwall.sdk.plugin.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Offers events at the rate that a file names, and alarms and containers' events at rates of their
 * own. It counts what it offered by class, as {@code sent-CLASS}.
 */
final class Deluge implements CaptureSource {
  private static final long TICK = 1_000_000;
  private static final int TICKS_PER_SECOND = 1_000;
  private static final int LOOK_TICKS = 50;

  /** Who is so far behind does not catch up any more. */
  private static final long BEHIND_MAX = 50 * TICK;

  private final DelugeSettings settings;
  private final SourceContext context;
  private final Drops drops;
  private final Map<String, Long> sent = new TreeMap<>();
  private volatile boolean closed;

  Deluge(DelugeSettings settings, SourceContext context) {
    this.settings = settings;
    this.context = context;
    this.drops = new Drops(context);
  }

  @Override
  public Timing timing() {
    return Timing.live(Duration.ZERO);
  }

  @Override
  public void run(EventSink sink) throws PluginException {
    double owed = 0;
    double owedAlarms = 0;
    double owedContainers = 0;
    long rate = 0;
    long due = System.nanoTime();
    for (long tick = 0; !closed; tick++) {
      if (tick % LOOK_TICKS == 0) {
        rate = rate();
        report();
      }
      owed += (double) rate / TICKS_PER_SECOND;
      for (; owed >= 1; owed--) {
        offer(sink, drops.next(), drops.kind());
      }
      if (rate > 0) {
        owedAlarms += (double) settings.alarms() / TICKS_PER_SECOND;
        owedContainers += (double) settings.containers() / TICKS_PER_SECOND;
      }
      for (; owedAlarms >= 1; owedAlarms--) {
        offer(sink, drops.alarm(), "activity");
      }
      for (; owedContainers >= 1; owedContainers--) {
        offer(sink, drops.container(), "container");
      }
      due += TICK;
      long ahead = due - System.nanoTime();
      if (ahead > 0) {
        LockSupport.parkNanos(ahead);
      } else if (-ahead > BEHIND_MAX) {
        due -= ahead;
      }
    }
    report();
  }

  private void offer(EventSink sink, Event event, String kind) {
    sent.merge(kind, 1L, Long::sum);
    // When there is no room the engine counts what had to go.
    sink.offer(event);
  }

  private void report() {
    sent.forEach((kind, number) -> context.diagnostics().count("sent-" + kind, number));
    sent.clear();
  }

  private long rate() throws PluginException {
    try {
      String written = Files.exists(settings.rate()) ? Files.readString(settings.rate()) : "";
      return written.isBlank() ? 0 : Long.parseLong(written.strip());
    } catch (IOException | NumberFormatException e) {
      throw new PluginException(
          PluginException.Category.INPUT, settings.rate() + " holds no rate: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
