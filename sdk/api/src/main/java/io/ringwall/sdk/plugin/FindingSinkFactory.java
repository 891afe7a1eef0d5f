package io.ringwall.sdk.plugin;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes takers of findings.
 *
 * @param <C> see {@link Factory}
 */
@ConsumerType
public interface FindingSinkFactory<C extends Record> extends Factory<C> {
  /**
   * Opens a sink.
   *
   * @throws PluginException when it cannot: no such folder, no permission, …
   */
  FindingSink open(C configuration, SinkContext context) throws PluginException;
}
