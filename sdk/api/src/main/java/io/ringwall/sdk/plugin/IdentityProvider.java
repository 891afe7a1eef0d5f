package io.ringwall.sdk.plugin;

import org.osgi.annotation.versioning.ConsumerType;

/** Tells the engine which workload holds which address, and since when. */
@ConsumerType
public interface IdentityProvider extends AutoCloseable {
  /**
   * Tells all it knows, says so by {@link IdentitySink#complete}, and then what changes, until it
   * is closed; one that reads a file returns at its end. Called once, on a thread of its own; may
   * block.
   *
   * @throws InterruptedException when interrupted
   * @throws PluginException when it cannot go on; what it told stays
   */
  void run(IdentitySink sink) throws InterruptedException, PluginException;

  /** Makes {@link #run} return soon and frees what the provider holds. Called at least once. */
  @Override
  void close();
}
