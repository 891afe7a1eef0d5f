package io.ringwall.engine.plugins;

import io.ringwall.sdk.plugin.ActuatorContext;
import io.ringwall.sdk.plugin.IdentitySink;
import io.ringwall.sdk.plugin.SinkContext;
import io.ringwall.sdk.plugin.SourceContext;
import io.ringwall.sdk.plugin.Timing;
import org.jspecify.annotations.Nullable;

/**
 * What a running engine gives to the plugins in service. Called on threads of the service, for
 * several plugins at once; an instance is what a factory offers, named as in configuration and
 * counters. Nothing here may call into {@link PluginService} while it holds a lock.
 */
public interface Stations {
  /**
   * What a source or an identity provider is given; asked for anew whenever one is opened.
   *
   * <p>Each context has a start epoch of its own, so that a source that is opened again and begins
   * to count anew repeats no event's id.
   *
   * @param handedOver what the predecessor handed over, or null
   */
  SourceContext sourceContext(String instance, byte @Nullable [] handedOver);

  /**
   * Opens the queue of a source. It outlives the source where a successor takes over, or where the
   * source is opened again, as long as its timing stays the same. The service closes it when the
   * source has ended for good, was removed, or is left behind.
   */
  SourceQueue source(String instance, Timing timing);

  /** Where an identity provider tells; asked for anew whenever one is opened. Never blocks. */
  IdentitySink identity(String instance);

  /** What a sink is given. */
  SinkContext sinkContext(String instance);

  /**
   * A sink came into service: the engine hands findings to it, on a thread of the engine's own,
   * until the engagement is closed. Its instance's name tells where an earlier one came to.
   */
  Engagement sink(InstalledSink sink);

  /** What an actuator is given. */
  ActuatorContext actuatorContext(String instance);

  /** An actuator came into service: the engine drives it until the engagement is closed. */
  Engagement actuator(InstalledActuator actuator);

  /**
   * A plugin came into service, changed its state, or says another reason for it; {@link
   * PluginStatus#sentence()} is for the operator's log. Further restarts for the same reason are
   * not told.
   */
  void changed(PluginStatus status);

  /** A plugin is out of service and was uninstalled, for its JAR is gone. */
  void removed(PluginStatus last);

  /**
   * Something else happened that an operator needs to know: what a plugin's own thread threw, what
   * a plugin left behind, that the folder of plugins is gone.
   *
   * @param plugin the plugin's name; empty when it is about none
   * @param sentence what happened, whole
   */
  void remark(String plugin, String sentence);
}
