package io.ringwall.plugin.falco;

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

/** Reads JSON lines as Falco prints them with {@code json_output: true}. */
final class AlertLogFactory implements RecordingFactory<AlertLogSettings> {
  static final String NAME = "falco";

  /** Events of several CPUs come together in Falco, so lines may be out of order by a little. */
  private static final Duration DISORDER = Duration.ofSeconds(2);

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
    return LogLines.anyIn(head, AlertLogFactory::isAlert);
  }

  private static boolean isAlert(LogLine line) {
    Map<?, ?> object = Json.objectOn(line);
    return object != null
        && (object.get("output_fields") instanceof Map
            || object.containsKey("rule")
                && object.containsKey("priority")
                && object.containsKey("output"));
  }

  @Override
  public List<CaptureSource> open(
      AlertLogSettings settings, List<Path> files, SourceContext context) throws PluginException {
    return RecordedLog.open(files, context, DISORDER, AlertReader::new);
  }
}
