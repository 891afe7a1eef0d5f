package io.ringwall.sdk.plugin;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes live identity providers.
 *
 * @param <C> see {@link Factory}
 */
@ConsumerType
public interface IdentityProviderFactory<C extends Record> extends Factory<C> {
  /**
   * Opens a provider; it tells nothing before {@link IdentityProvider#run} is called.
   *
   * @throws PluginException when it cannot
   */
  IdentityProvider open(C configuration, SourceContext context) throws PluginException;
}
