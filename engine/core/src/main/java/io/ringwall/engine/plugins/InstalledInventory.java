package io.ringwall.engine.plugins;

import io.ringwall.sdk.plugin.IdentityProvider;
import io.ringwall.sdk.plugin.IdentitySink;
import io.ringwall.sdk.plugin.InventoryFactory;
import io.ringwall.sdk.plugin.SourceContext;
import java.nio.file.Path;

/** A plugin's reader of inventories, with its configuration. */
public final class InstalledInventory {
  private final InventoryFactory<?> factory;
  private final String name;
  private final Opening opening;

  private InstalledInventory(InventoryFactory<?> factory, String name, Opening opening) {
    this.factory = factory;
    this.name = name;
    this.opening = opening;
  }

  static <C extends Record> InstalledInventory of(
      InventoryFactory<C> factory, String name, C configuration) {
    return new InstalledInventory(
        factory, name, (file, context) -> factory.open(configuration, file, context));
  }

  /** Name in configuration, counters and events. */
  public String name() {
    return name;
  }

  /**
   * Does it read such files.
   *
   * @throws io.ringwall.engine.config.RingwallException when the plugin fails
   */
  public boolean recognises(byte[] head) throws InterruptedException {
    return PluginEdge.call(who(), () -> factory.recognises(head.clone()));
  }

  /**
   * Reads the file to its end.
   *
   * @throws io.ringwall.engine.config.RingwallException when the plugin cannot, or fails
   */
  public void read(Path file, SourceContext context, IdentitySink sink)
      throws InterruptedException {
    IdentityProvider provider = PluginEdge.call(who(), () -> opening.open(file, context));
    try {
      PluginEdge.call(
          who(),
          () -> {
            provider.run(sink);
            return sink;
          });
    } finally {
      Closing.close(who(), provider);
    }
  }

  private String who() {
    return "plugin '" + name + "'";
  }

  private interface Opening {
    IdentityProvider open(Path file, SourceContext context) throws Exception;
  }
}
