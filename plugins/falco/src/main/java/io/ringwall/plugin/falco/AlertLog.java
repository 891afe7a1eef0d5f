package io.ringwall.plugin.falco;

import io.ringwall.sdk.event.Event;
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

/** Emits what Falco's JSON lines say, line by line. */
final class AlertLog implements CaptureSource {
  /** Events of several CPUs come together in Falco, so lines may be out of order by a little. */
  private static final Duration DISORDER = Duration.ofSeconds(2);

  private final Path file;
  private final SourceContext context;
  private final AlertReader reader;
  private volatile boolean closed;
  private Instant latest = Instant.MIN;

  AlertLog(Path file, SourceContext context, Origin origin) {
    this.file = file;
    this.context = context;
    this.reader = new AlertReader(origin);
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
    Event event;
    try {
      event = reader.read(Json.read(lines.bytes(), 0, lines.length()), lines.offset());
    } catch (JacksonException e) {
      skip(lines, "not-json", "is no JSON: " + JsonTrouble.of(e));
      return;
    } catch (AlertException e) {
      skip(lines, "no-falco-alert", "is no alert of Falco's: " + e.getMessage());
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
