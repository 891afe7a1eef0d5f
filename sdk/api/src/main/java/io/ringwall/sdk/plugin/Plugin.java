package io.ringwall.sdk.plugin;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The one entry of a plugin JAR. Named in {@code META-INF/services/io.ringwall.sdk.plugin.Plugin};
 * needs a public constructor without parameters that does nothing but make the object.
 *
 * <p>Each method is called once, when the plugin is loaded; none may block. The factories of one
 * plugin may share state through the Plugin object.
 */
@ConsumerType
public interface Plugin {
  /** The plugin's name: lower-case letters, digits and hyphens; the same across its versions. */
  String name();

  /** Sources of live events; default none. */
  default List<CaptureSourceFactory<?>> captureSources() {
    return List.of();
  }

  /** Readers of recorded events: captures and logs; default none. */
  default List<RecordingFactory<?>> recordings() {
    return List.of();
  }

  /** Providers that tell which workload holds which address; default none. */
  default List<IdentityProviderFactory<?>> identityProviders() {
    return List.of();
  }

  /** Readers of recorded inventories; default none. */
  default List<InventoryFactory<?>> inventories() {
    return List.of();
  }

  /** Takers of findings; default none. */
  default List<FindingSinkFactory<?>> findingSinks() {
    return List.of();
  }

  /** Those who make the boundary true; default none. */
  default List<ActuatorFactory<?>> actuators() {
    return List.of();
  }

  /** The attributes of this plugin's own kinds of event, for the rule linter; default none. */
  default List<CustomEventType> customEvents() {
    return List.of();
  }
}
