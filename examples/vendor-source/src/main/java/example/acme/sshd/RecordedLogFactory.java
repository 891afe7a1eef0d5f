package example.acme.sshd;

import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.RecordingFactory;
import io.ringwall.sdk.plugin.SourceContext;
import io.ringwall.sdk.source.RecordedLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Reads whole logs in a replay. */
final class RecordedLogFactory implements RecordingFactory<RecordedLogSettings> {
  /** Several processes of sshd write into one log. */
  private static final Duration DISORDER = Duration.ofSeconds(2);

  @Override
  public String name() {
    return "acme-sshd-log";
  }

  @Override
  public Class<RecordedLogSettings> configuration() {
    return RecordedLogSettings.class;
  }

  @Override
  public RecordedLogSettings defaults() {
    return new RecordedLogSettings();
  }

  @Override
  public boolean recognises(byte[] head) {
    return LoginLine.recognises(head);
  }

  @Override
  public List<CaptureSource> open(
      RecordedLogSettings settings, List<Path> files, SourceContext context)
      throws PluginException {
    return RecordedLog.open(
        files, context, DISORDER, origin -> new LoginLine(origin, context.diagnostics()));
  }
}
