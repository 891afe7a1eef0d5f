package io.ringwall.engine.plugins;

import io.ringwall.sdk.plugin.FindingSink;
import io.ringwall.sdk.plugin.FindingSinkFactory;
import io.ringwall.sdk.plugin.SinkContext;

/** A plugin's taker of findings, with its configuration. */
public final class InstalledSinkFactory {
  private final String name;
  private final boolean configured;
  private final Opening opening;

  private InstalledSinkFactory(String name, boolean configured, Opening opening) {
    this.name = name;
    this.configured = configured;
    this.opening = opening;
  }

  static <C extends Record> InstalledSinkFactory of(
      FindingSinkFactory<C> factory, String name, C configuration, boolean configured) {
    return new InstalledSinkFactory(
        name, configured, context -> factory.open(configuration, context));
  }

  /** Name in configuration and counters. */
  public String name() {
    return name;
  }

  /** Did the user write a section for it; a sink without one is not opened. */
  public boolean configured() {
    return configured;
  }

  /**
   * Opens the sink.
   *
   * @throws io.ringwall.engine.config.RingwallException when the plugin cannot, or fails
   */
  public InstalledSink open(SinkContext context) throws InterruptedException {
    String who = "plugin '" + name + "'";
    return new InstalledSink(name, who, PluginEdge.call(who, () -> opening.open(context)));
  }

  private interface Opening {
    FindingSink open(SinkContext context) throws Exception;
  }
}
