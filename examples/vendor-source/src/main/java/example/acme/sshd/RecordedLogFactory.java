package example.acme.sshd;

import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.RecordingFactory;
import io.ringwall.sdk.plugin.SourceContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads whole logs in a replay. */
final class RecordedLogFactory implements RecordingFactory<RecordedLogSettings> {
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
    List<CaptureSource> sources = new ArrayList<>();
    for (Path file : files) {
      sources.add(RecordedLog.open(file, context));
    }
    return sources;
  }
}
