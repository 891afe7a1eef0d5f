package io.ringwall.sdk.plugin;

import java.nio.file.Path;
import java.time.InstantSource;
import org.osgi.annotation.versioning.ProviderType;

/** What an actuator is given. Safe for any thread. */
@ProviderType
public interface ActuatorContext {
  /** Name of the plugin instance. */
  String name();

  /** Name of this host. */
  String host();

  /** The engine's clock. */
  InstantSource clock();

  /** Where trouble is reported. */
  Diagnostics diagnostics();

  /** A folder of the actuator's own that lives as long as the engine's state. */
  Path folder();
}
