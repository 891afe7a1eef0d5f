package io.ringwall.plugin.docker;

import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.plugin.SourceContext;
import io.ringwall.sdk.source.BadLine;
import io.ringwall.sdk.source.LineParser;
import io.ringwall.sdk.source.LogLine;
import org.jspecify.annotations.Nullable;

/** Reads what a log of Docker's events says of containers, line by line. */
final class EventLines implements LineParser {
  private final EventReader reader;
  private final SourceContext context;

  EventLines(KnownContainers known, SourceContext context, Origin origin) {
    this.reader = new EventReader(known, origin);
    this.context = context;
  }

  @Override
  public @Nullable Event parse(LogLine line) throws BadLine {
    try {
      Event event = reader.read(JsonObject.of(Json.read(line), ""));
      if (event == null) {
        context.diagnostics().count("not-of-containers", 1);
      }
      return event;
    } catch (ShapeException e) {
      throw new BadLine("no-docker-event", "is no event of Docker's: " + e.getMessage());
    }
  }
}
