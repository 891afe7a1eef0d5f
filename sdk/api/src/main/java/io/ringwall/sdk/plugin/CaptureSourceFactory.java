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
   * Opens a source; it emits nothing before {@link CaptureSource#run} is called. What happens once
   * it has returned is told by {@code run}, which follows soon: so it opens here what it reads, or
   * takes its place in it. An engine says that it is ready when each of its sources was opened, or
   * could not be, or has taken 5 s; sources are opened side by side.
   *
   * @throws PluginException when it cannot: no such interface, no permission, …
   */
  CaptureSource open(C configuration, SourceContext context) throws PluginException;
}
