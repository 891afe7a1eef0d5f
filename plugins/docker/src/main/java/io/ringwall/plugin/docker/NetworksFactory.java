package io.ringwall.plugin.docker;

import io.ringwall.sdk.plugin.HostCheck;
import io.ringwall.sdk.plugin.IdentityProvider;
import io.ringwall.sdk.plugin.IdentityProviderFactory;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.SourceContext;
import java.util.List;

/** The networks of a daemon's containers. */
final class NetworksFactory implements IdentityProviderFactory<DockerSettings> {
  @Override
  public String name() {
    return LiveFactory.NAME;
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
  public IdentityProvider open(DockerSettings settings, SourceContext context)
      throws PluginException {
    var api = new EngineApi(settings);
    LiveFactory.daemon(settings, api);
    return new LiveNetworks(api, context);
  }
}
