package io.ringwall.sdk.plugin;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes identity providers that read a file: the inventory of a replay. All inventories have been
 * read before the first recording is opened.
 *
 * @param <C> see {@link Factory}
 */
@ConsumerType
public interface InventoryFactory<C extends Record> extends Factory<C> {
  /**
   * Does this look like an inventory it reads.
   *
   * @param head the first bytes of the file, at most 65,536
   */
  boolean recognises(byte[] head);

  /**
   * Opens the file; it tells nothing before {@link IdentityProvider#run} is called.
   *
   * @throws PluginException when it cannot be read
   */
  IdentityProvider open(C configuration, Path file, SourceContext context) throws PluginException;
}
