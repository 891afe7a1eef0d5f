package io.ringwall.plugin.docker;

import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.CaptureSourceFactory;
import io.ringwall.sdk.plugin.HostCheck;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.PluginException.Category;
import io.ringwall.sdk.plugin.SourceContext;
import java.io.IOException;
import java.util.List;

/** What happens to the containers of a daemon, as it happens. */
final class LiveFactory implements CaptureSourceFactory<DockerSettings> {
  static final String NAME = "docker";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<DockerSettings> configuration() {
    return DockerSettings.class;
  }

  @Override
  public DockerSettings defaults() {
    return DockerSettings.DEFAULT;
  }

  @Override
  public List<HostCheck> needs(DockerSettings settings) {
    return new DaemonNeeds(settings).all();
  }

  @Override
  public CaptureSource open(DockerSettings settings, SourceContext context) throws PluginException {
    var api = new EngineApi(settings);
    return new LiveContainers(api, daemon(settings, api), context);
  }

  /** Asks the daemon who it is, so that one that cannot be reached is told at once. */
  static String daemon(DockerSettings settings, EngineApi api) throws PluginException {
    try {
      return api.daemonId();
    } catch (IOException | ShapeException e) {
      throw new PluginException(
          Category.RESOURCE,
          "Docker does not answer on " + settings.socket() + ": " + e.getMessage(),
          e);
    }
  }
}
