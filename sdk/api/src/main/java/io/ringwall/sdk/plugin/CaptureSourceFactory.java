package io.ringwall.sdk.plugin;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes sources of live events.
 *
 * @param <C> see {@link Factory}
 */
@ConsumerType
public interface CaptureSourceFactory<C extends Record> extends Factory<C> {
  /**
   * Opens a source; it emits nothing before {@link CaptureSource#run} is called.
   *
   * @throws PluginException when it cannot: no such interface, no permission, …
   */
  CaptureSource open(C configuration, SourceContext context) throws PluginException;
}
