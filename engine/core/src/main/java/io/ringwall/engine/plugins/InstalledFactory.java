package io.ringwall.engine.plugins;

import io.ringwall.sdk.plugin.ActuatorContext;
import io.ringwall.sdk.plugin.ActuatorFactory;
import io.ringwall.sdk.plugin.FindingSinkFactory;
import io.ringwall.sdk.plugin.SinkContext;

/**
 * A plugin's maker of something that is opened only where the user wrote a section for it, with its
 * configuration.
 *
 * @param <X> what it is given
 * @param <T> what it makes
 */
public final class InstalledFactory<X, T> {
  private final String name;
  private final String who;
  private final boolean configured;
  private final Opening<X, T> opening;

  private InstalledFactory(String name, String who, boolean configured, Opening<X, T> opening) {
    this.name = name;
    this.who = who;
    this.configured = configured;
    this.opening = opening;
  }

  static <C extends Record> InstalledFactory<SinkContext, InstalledSink> of(
      FindingSinkFactory<C> factory, String name, C configuration, boolean configured) {
    String who = "plugin '" + name + "'";
    return new InstalledFactory<>(
        name,
        who,
        configured,
        context -> new InstalledSink(name, who, factory.open(configuration, context)));
  }

  static <C extends Record> InstalledFactory<ActuatorContext, InstalledActuator> of(
      ActuatorFactory<C> factory, String name, C configuration, boolean configured) {
    String who = "actuator '" + name + "'";
    return new InstalledFactory<>(
        name,
        who,
        configured,
        context -> new InstalledActuator(name, who, factory.open(configuration, context)));
  }

  /** Name in configuration and counters. */
  public String name() {
    return name;
  }

  /** Did the user write a section for it. */
  public boolean configured() {
    return configured;
  }

  /**
   * Opens it.
   *
   * @throws io.ringwall.engine.config.RingwallException when the plugin cannot, or fails
   */
  public T open(X context) throws InterruptedException {
    return PluginEdge.call(who, () -> opening.open(context));
  }

  private interface Opening<X, T> {
    T open(X context) throws Exception;
  }
}
