package io.ringwall.bench.firehose;

import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.EventSink;
import io.ringwall.sdk.plugin.SourceContext;
import io.ringwall.sdk.plugin.Timing;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;

/** Gives events as fast as it can; every tenth is one that a finding is raised about. */
final class Firehose implements CaptureSource {
  private static final int ALARM_EVERY = 10;
  private static final int COUNTED = 1_000;
  private static final Duration LATENESS = Duration.ofMillis(100);
  private static final Duration LOOK = Duration.ofMillis(20);

  private final FirehoseSettings settings;
  private final SourceContext context;
  private final Origin origin;
  private final boolean waits;
  private volatile boolean closed;

  Firehose(FirehoseSettings settings, SourceContext context, boolean waits) {
    this.settings = settings;
    this.context = context;
    this.origin = context.origin(context.startEpoch());
    this.waits = waits;
  }

  @Override
  public Timing timing() {
    return Timing.live(LATENESS);
  }

  @Override
  public void run(EventSink sink) throws InterruptedException {
    while (!closed && !Files.exists(settings.begin())) {
      Thread.sleep(LOOK);
    }
    long counted = 0;
    for (long sent = 1; sent <= settings.events() && !closed; sent++) {
      give(event(sent), sink);
      if (sent - counted == COUNTED || sent == settings.events()) {
        context.diagnostics().count("sent", sent - counted);
        counted = sent;
      }
      if (sent % settings.burst() == 0) {
        Thread.sleep(settings.pause());
      }
    }
    while (!closed) {
      Thread.sleep(LOOK);
    }
  }

  private void give(Event event, EventSink sink) throws InterruptedException {
    if (waits) {
      sink.emit(event);
    } else {
      // When there is no room the engine counts it as dropped.
      sink.offer(event);
    }
  }

  private Event event(long number) {
    return CustomEvent.builder(origin, number, context.clock().instant())
        .type(number % ALARM_EVERY == 0 ? "firehose.alarm" : "firehose.event")
        .attributes(Map.of("number", number))
        .build();
  }

  @Override
  public void close() {
    closed = true;
  }
}
