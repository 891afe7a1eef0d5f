package io.ringwall.engine.config;

import io.ringwall.sdk.event.AddressBlock;
import java.util.List;
import java.util.Map;

/**
 * The keys of {@code ringwall.yaml}.
 *
 * @param workers threads that judge events; 0 for as many as the machine has cores
 * @param queue events that wait at most for each source
 * @param networks container networks that no inventory tells of: name to block
 * @param blocks names for blocks of outside addresses, which split the outside
 * @param model how connections are learned
 * @param rulesets changes to rule sets, by name
 * @param plugins settings of plugins, by name; bound when the plugin is loaded
 * @param inline what holds when an inline answer comes too late
 * @param metrics where a running engine shows how it fares
 * @param pluginAdmission which plugins are let in
 */
public record Settings(
    int workers,
    int queue,
    Map<String, AddressBlock> networks,
    Map<String, List<AddressBlock>> blocks,
    ModelSettings model,
    Map<String, RuleSetSettings> rulesets,
    Map<String, Setting.Section> plugins,
    InlineSettings inline,
    MetricsSettings metrics,
    PluginAdmission pluginAdmission) {
  /** Threads that may judge. */
  public static final int WORKERS_MAX = 1024;

  private static final int QUEUE_MIN = 16;
  private static final int QUEUE_MAX = 1 << 24;

  /** What holds where the user says nothing. */
  public static final Settings DEFAULT =
      new Settings(
          0,
          65_536,
          Map.of(),
          Map.of(),
          ModelSettings.DEFAULT,
          Map.of(),
          Map.of(),
          InlineSettings.DEFAULT,
          MetricsSettings.NONE,
          PluginAdmission.ALL);

  public Settings {
    if (workers < 0 || workers > WORKERS_MAX) {
      throw new IllegalArgumentException(
          "workers must be 0 to " + WORKERS_MAX + ", was " + workers);
    }
    if (queue < QUEUE_MIN || queue > QUEUE_MAX) {
      throw new IllegalArgumentException(
          "queue must be " + QUEUE_MIN + " to " + QUEUE_MAX + ", was " + queue);
    }
    networks = Map.copyOf(networks);
    blocks = Map.copyOf(blocks);
    rulesets = Map.copyOf(rulesets);
    plugins = Map.copyOf(plugins);
  }

  /** What the user changed of this rule set. */
  public RuleSetSettings ruleSet(String name) {
    return rulesets.getOrDefault(name, RuleSetSettings.NONE);
  }
}
