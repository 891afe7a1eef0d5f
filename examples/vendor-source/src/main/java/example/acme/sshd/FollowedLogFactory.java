package example.acme.sshd;

import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.CaptureSourceFactory;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.SourceContext;
import java.nio.file.Path;
import java.time.Duration;

/** Follows the log of a running sshd. */
final class FollowedLogFactory implements CaptureSourceFactory<FollowedLogSettings> {
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
    return FollowedLog.open(settings, context);
  }
}
