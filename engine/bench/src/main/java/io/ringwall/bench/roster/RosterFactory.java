package io.ringwall.bench.roster;

import io.ringwall.sdk.plugin.IdentityProvider;
import io.ringwall.sdk.plugin.IdentityProviderFactory;
import io.ringwall.sdk.plugin.SourceContext;

/** Makes the provider. */
final class RosterFactory implements IdentityProviderFactory<RosterSettings> {
  @Override
  public String name() {
    return "roster";
  }

  @Override
  public Class<RosterSettings> configuration() {
    return RosterSettings.class;
  }

  @Override
  public RosterSettings defaults() {
    return new RosterSettings("10.77", 0, 0);
  }

  @Override
  public IdentityProvider open(RosterSettings settings, SourceContext context) {
    return new Roster(settings, context);
  }
}
