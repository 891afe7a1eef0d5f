package io.ringwall.plugin.falco;

import io.ringwall.sdk.plugin.AttributeType;
import io.ringwall.sdk.plugin.CaptureSourceFactory;
import io.ringwall.sdk.plugin.CustomEventType;
import io.ringwall.sdk.plugin.Plugin;
import io.ringwall.sdk.plugin.RecordingFactory;
import java.util.List;
import java.util.Map;

/** What Falco saw: processes and files, as JSON lines. */
public final class FalcoPlugin implements Plugin {
  @Override
  public String name() {
    return "falco";
  }

  @Override
  public List<RecordingFactory<?>> recordings() {
    return List.of(new AlertLogFactory());
  }

  @Override
  public List<CaptureSourceFactory<?>> captureSources() {
    return List.of(new FollowedLogFactory());
  }

  @Override
  public List<CustomEventType> customEvents() {
    return List.of(
        new CustomEventType(
            AlertReader.ALERT,
            Map.of(
                AlertReader.RULE, AttributeType.TEXT,
                AlertReader.PRIORITY, AttributeType.TEXT,
                AlertReader.OUTPUT, AttributeType.TEXT,
                AlertReader.SOURCE, AttributeType.TEXT,
                AlertReader.EVENT, AttributeType.TEXT)));
  }
}
