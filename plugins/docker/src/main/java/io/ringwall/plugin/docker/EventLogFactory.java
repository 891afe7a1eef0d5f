package io.ringwall.plugin.docker;

import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.RecordingFactory;
import io.ringwall.sdk.plugin.SourceContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;

/** Reads logs of {@code docker events --format '{{json .}}'}. */
final class EventLogFactory implements RecordingFactory<EventLogSettings> {
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
    int from = 0;
    while (from < head.length) {
      int to = from;
      while (to < head.length && head[to] != '\n') {
        to++;
      }
      if (isEvent(head, from, to)) {
        return true;
      }
      from = to + 1;
    }
    return false;
  }

  /** Broken lines before the first good one tell nothing. */
  private static boolean isEvent(byte[] head, int from, int to) {
    int start = from;
    while (start < to && head[start] != '{') {
      start++;
    }
    if (start == to) {
      return false;
    }
    try {
      Object value = Json.read(head, start, to - start);
      return value instanceof Map<?, ?> line
          && (line.containsKey("Action") && line.containsKey("Type")
              || line.containsKey("status") && line.containsKey("id"))
          && (line.containsKey("timeNano") || line.containsKey("time"));
    } catch (JacksonException e) {
      return false;
    }
  }

  @Override
  public List<CaptureSource> open(
      EventLogSettings settings, List<Path> files, SourceContext context) throws PluginException {
    List<CaptureSource> logs = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Path file : files) {
      String epoch = Fingerprint.of(file);
      if (!seen.add(epoch)) {
        context.diagnostics().remark(file + " has the content of another log; it is read once");
        continue;
      }
      logs.add(new EventLog(file, known, context, context.origin(epoch)));
    }
    return logs;
  }
}
