package example.acme.sshd;

import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.CaptureSourceFactory;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.SourceContext;
import io.ringwall.sdk.source.FollowedLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Follows the log of a running sshd. */
final class FollowedLogFactory implements CaptureSourceFactory<FollowedLogSettings> {
  private static final Duration LATENESS = Duration.ofSeconds(2);

  @Override
  public String name() {
    return "acme-sshd";
  }

  @Override
  public Class<FollowedLogSettings> configuration() {
    return FollowedLogSettings.class;
  }

  @Override
  public FollowedLogSettings defaults() {
    return new FollowedLogSettings(Path.of("/var/log/auth.log"), Duration.ofMillis(200));
  }

  @Override
  public CaptureSource open(FollowedLogSettings settings, SourceContext context)
      throws PluginException {
    if (!Files.isReadable(settings.path())) {
      throw new PluginException(
          PluginException.Category.RESOURCE,
          "log " + settings.path() + " cannot be read; name sshd's log by 'path'");
    }
    return new FollowedLog(
        settings.path(),
        context,
        LATENESS,
        settings.interval(),
        origin -> new LoginLine(origin, context.diagnostics()));
  }
}
