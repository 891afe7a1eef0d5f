package io.ringwall.engine.plugins;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.sdk.plugin.HostCheck;
import io.ringwall.sdk.plugin.HostFact;
import io.ringwall.sdk.plugin.PluginException;
import java.util.Objects;

/**
 * Something that is needed of the host, and who needs it; what a plugin throws comes out as a fact.
 *
 * @param by the plugin's name
 * @param check what it needs
 */
public record InstalledCheck(String by, HostCheck check) {
  static InstalledCheck of(String plugin, HostCheck check) {
    return new InstalledCheck(plugin, new HostCheck(check.feature(), check.name(), check.look()));
  }

  /** Of one that could not say what it needs. */
  static InstalledCheck failed(String plugin, String who, RingwallException failure) {
    return of(
        plugin,
        new HostCheck(
            "plugin " + plugin,
            "needs of the " + who,
            () -> HostFact.missing(failure.sentence(), remedy(plugin))));
  }

  /** Looks, on this thread. Runs code of the plugin. */
  public HostFact look() throws InterruptedException {
    try {
      return PluginEdge.call("the check", () -> fact(check.look()));
    } catch (RingwallException e) {
      if (e.getCause() instanceof PluginException told) {
        String message = Objects.requireNonNullElse(told.getMessage(), "it cannot be had");
        return HostFact.missing(message, remedy(by));
      }
      return HostFact.missing(e.sentence(), remedy(by));
    }
  }

  private static HostFact fact(HostCheck.Look look) throws Exception {
    HostFact fact = look.now();
    if (fact == null) {
      throw new IllegalStateException("it returned nothing");
    }
    return fact;
  }

  private static String remedy(String plugin) {
    return "see the documentation of the plugin '" + plugin + "', or tell its maker";
  }
}
