package io.ringwall.plugin.docker;

import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.EventSink;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.SourceContext;
import io.ringwall.sdk.plugin.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.core.JacksonException;

/** Emits what a log of Docker's events says of containers, line by line. */
final class EventLog implements CaptureSource {
  /** The daemon stamps an event before it queues it, so lines may be out of order by a little. */
  private static final Duration DISORDER = Duration.ofSeconds(2);

  private final Path file;
  private final SourceContext context;
  private final EventReader reader;
  private volatile boolean closed;
  private Instant latest = Instant.MIN;

  EventLog(Path file, KnownContainers known, SourceContext context, Origin origin) {
    this.file = file;
    this.context = context;
    this.reader = new EventReader(known, origin);
  }

  @Override
  public Timing timing() {
    return Timing.recorded();
  }

  @Override
  public void run(EventSink sink) throws InterruptedException, PluginException {
    try (Lines lines = new Lines(file)) {
      long total = Files.size(file);
      while (!closed && lines.next()) {
        line(lines, sink);
        context.diagnostics().progress(lines.consumed(), total);
      }
    } catch (IOException e) {
      throw Fingerprint.unreadable(file, e);
    }
  }

  private void line(Lines lines, EventSink sink) throws InterruptedException {
    if (lines.blank()) {
      return;
    }
    context.diagnostics().count("lines", 1);
    if (lines.tooLong()) {
      skip(lines, "line-too-long", "is longer than " + Lines.LIMIT + " bytes");
      return;
    }
    ContainerEvent event;
    try {
      JsonObject line = JsonObject.of(Json.read(lines.bytes(), 0, lines.length()), "");
      event = reader.read(line);
    } catch (JacksonException e) {
      skip(lines, "not-json", "is no JSON: " + JsonTrouble.of(e));
      return;
    } catch (ShapeException e) {
      skip(lines, "no-docker-event", "is no event of Docker's: " + e.getMessage());
      return;
    }
    if (event == null) {
      context.diagnostics().count("not-of-containers", 1);
      return;
    }
    sink.emit(event);
    if (event.time().isAfter(latest)) {
      latest = event.time();
      sink.complete(latest.minus(DISORDER));
    }
  }

  private void skip(Lines lines, String reason, String why) {
    context.diagnostics().malformed(reason, 1);
    context.diagnostics().remark("%s, line %d %s".formatted(file, lines.number(), why));
  }

  @Override
  public void close() {
    closed = true;
  }
}
