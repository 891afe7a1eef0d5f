package example.acme.sshd;

import io.ringwall.sdk.plugin.AttributeType;
import io.ringwall.sdk.plugin.CaptureSourceFactory;
import io.ringwall.sdk.plugin.CustomEventType;
import io.ringwall.sdk.plugin.Plugin;
import io.ringwall.sdk.plugin.RecordingFactory;
import java.util.List;
import java.util.Map;

/** What this JAR offers: sshd's log, live and recorded. */
public final class SshdPlugin implements Plugin {
  static final String LOGIN = "acme.login";

  @Override
  public String name() {
    return "acme-sshd";
  }

  @Override
  public List<CaptureSourceFactory<?>> captureSources() {
    return List.of(new FollowedLogFactory());
  }

  @Override
  public List<RecordingFactory<?>> recordings() {
    return List.of(new RecordedLogFactory());
  }

  @Override
  public List<CustomEventType> customEvents() {
    return List.of(
        new CustomEventType(
            LOGIN,
            Map.of(
                "outcome", AttributeType.TEXT, // accepted or failed
                "user", AttributeType.TEXT,
                "method", AttributeType.TEXT, // password, publickey, …
                "unknown-user", AttributeType.FLAG)));
  }
}
