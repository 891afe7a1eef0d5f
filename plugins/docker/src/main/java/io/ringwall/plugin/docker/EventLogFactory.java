package io.ringwall.plugin.docker;

import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.RecordingFactory;
import io.ringwall.sdk.plugin.SourceContext;
import io.ringwall.sdk.source.LogLine;
import io.ringwall.sdk.source.LogLines;
import io.ringwall.sdk.source.RecordedLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reads logs of {@code docker events --format '{{json .}}'}. */
final class EventLogFactory implements RecordingFactory<EventLogSettings> {
  /** The daemon stamps an event before it queues it, so lines may be out of order by a little. */
  private static final Duration DISORDER = Duration.ofSeconds(2);

  private final KnownContainers known;

  EventLogFactory(KnownContainers known) {
    this.known = known;
  }

  @Override
  public String name() {
    return "docker-events";
  }

  @Override
  public Class<EventLogSettings> configuration() {
    return EventLogSettings.class;
  }

  @Override
  public EventLogSettings defaults() {
    return new EventLogSettings();
  }

  @Override
  public boolean recognises(byte[] head) {
    return LogLines.anyIn(head, EventLogFactory::isEvent);
  }

  private static boolean isEvent(LogLine line) {
    Map<?, ?> object = Json.objectOn(line);
    return object != null
        && (object.containsKey("Action") && object.containsKey("Type")
            || object.containsKey("status") && object.containsKey("id"))
        && (object.containsKey("timeNano") || object.containsKey("time"));
  }

  @Override
  public List<CaptureSource> open(
      EventLogSettings settings, List<Path> files, SourceContext context) throws PluginException {
    return RecordedLog.open(
        files, context, DISORDER, origin -> new EventLines(known, context, origin));
  }
}
