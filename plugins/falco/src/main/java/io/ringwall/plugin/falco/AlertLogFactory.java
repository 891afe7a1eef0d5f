package io.ringwall.plugin.falco;

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

/** Reads JSON lines as Falco prints them with {@code json_output: true}. */
final class AlertLogFactory implements RecordingFactory<AlertLogSettings> {
  static final String NAME = "falco";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<AlertLogSettings> configuration() {
    return AlertLogSettings.class;
  }

  @Override
  public AlertLogSettings defaults() {
    return AlertLogSettings.DEFAULT;
  }

  @Override
  public boolean recognises(byte[] head) {
    int from = 0;
    while (from < head.length) {
      int to = from;
      while (to < head.length && head[to] != '\n') {
        to++;
      }
      if (isAlert(head, from, to)) {
        return true;
      }
      from = to + 1;
    }
    return false;
  }

  /** Broken lines before the first good one tell nothing. */
  private static boolean isAlert(byte[] head, int from, int to) {
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
          && (line.get("output_fields") instanceof Map
              || line.containsKey("rule")
                  && line.containsKey("priority")
                  && line.containsKey("output"));
    } catch (JacksonException e) {
      return false;
    }
  }

  @Override
  public List<CaptureSource> open(
      AlertLogSettings settings, List<Path> files, SourceContext context) throws PluginException {
    List<CaptureSource> logs = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Path file : files) {
      String epoch = Fingerprint.of(file);
      if (!seen.add(epoch)) {
        context.diagnostics().remark(file + " has the content of another log; it is read once");
        continue;
      }
      logs.add(new AlertLog(file, context, context.origin(epoch)));
    }
    return logs;
  }
}
