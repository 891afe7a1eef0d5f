package io.ringwall.engine.plugins;

import io.ringwall.sdk.plugin.Actuator;
import io.ringwall.sdk.plugin.ActuatorContext;
import io.ringwall.sdk.plugin.ActuatorFactory;

/** A plugin's actuator, with its configuration. */
public final class InstalledActuatorFactory {
  private final String name;
  private final boolean configured;
  private final Opening opening;

  private InstalledActuatorFactory(String name, boolean configured, Opening opening) {
    this.name = name;
    this.configured = configured;
    this.opening = opening;
  }

  static <C extends Record> InstalledActuatorFactory of(
      ActuatorFactory<C> factory, String name, C configuration, boolean configured) {
    return new InstalledActuatorFactory(
        name, configured, context -> factory.open(configuration, context));
  }

  /** Name in configuration and counters. */
  public String name() {
    return name;
  }

  /** Did the user write a section for it; a running engine opens none without one. */
  public boolean configured() {
    return configured;
  }

  /**
   * Opens the actuator.
   *
   * @throws io.ringwall.engine.config.RingwallException when the plugin cannot, or fails
   */
  public InstalledActuator open(ActuatorContext context) throws InterruptedException {
    String who = "actuator '" + name + "'";
    return new InstalledActuator(name, who, PluginEdge.call(who, () -> opening.open(context)));
  }

  private interface Opening {
    Actuator open(ActuatorContext context) throws Exception;
  }
}
