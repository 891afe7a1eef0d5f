package io.ringwall.plugin.docker;

import io.ringwall.sdk.plugin.CaptureSourceFactory;
import io.ringwall.sdk.plugin.IdentityProviderFactory;
import io.ringwall.sdk.plugin.InventoryFactory;
import io.ringwall.sdk.plugin.Plugin;
import io.ringwall.sdk.plugin.RecordingFactory;
import java.util.List;

/**
 * What Docker knows of containers: who holds which address, and what happened to whom. The log of
 * events is read with what the inventory told, so that a health probe is not taken for a person.
 */
public final class DockerPlugin implements Plugin {
  private final KnownContainers known = new KnownContainers();

  @Override
  public String name() {
    return "docker";
  }

  @Override
  public List<CaptureSourceFactory<?>> captureSources() {
    return List.of(new LiveFactory());
  }

  @Override
  public List<IdentityProviderFactory<?>> identityProviders() {
    return List.of(new NetworksFactory());
  }

  @Override
  public List<InventoryFactory<?>> inventories() {
    return List.of(new InspectFactory(known));
  }

  @Override
  public List<RecordingFactory<?>> recordings() {
    return List.of(new EventLogFactory(known));
  }
}
