package io.ringwall.bench.roster;

import io.ringwall.sdk.plugin.IdentityProviderFactory;
import io.ringwall.sdk.plugin.Plugin;
import java.util.List;

/** Offers one identity provider. */
public final class RosterPlugin implements Plugin {
  @Override
  public String name() {
    return "roster";
  }

  @Override
  public List<IdentityProviderFactory<?>> identityProviders() {
    return List.of(new RosterFactory());
  }
}
