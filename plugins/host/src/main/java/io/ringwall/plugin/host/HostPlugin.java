package io.ringwall.plugin.host;

import io.ringwall.sdk.plugin.IdentityProviderFactory;
import io.ringwall.sdk.plugin.Plugin;
import java.util.List;

/** Tells which addresses are the host's own. */
public final class HostPlugin implements Plugin {
  @Override
  public String name() {
    return "host";
  }

  @Override
  public List<IdentityProviderFactory<?>> identityProviders() {
    return List.of(new OwnAddressesFactory());
  }
}
