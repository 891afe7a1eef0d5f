package io.ringwall.sdk.plugin;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes actuators.
 *
 * @param <C> see {@link Factory}
 */
@ConsumerType
public interface ActuatorFactory<C extends Record> extends Factory<C> {
  /**
   * Opens an actuator; it changes nothing before {@link Actuator#converge} is called.
   *
   * @throws PluginException when it cannot: the backend is missing, no permission, …
   */
  Actuator open(C configuration, ActuatorContext context) throws PluginException;
}
