package io.ringwall.engine.plugins;

import io.ringwall.engine.config.ConfigurationReader;
import io.ringwall.engine.config.Problems;
import io.ringwall.engine.config.Setting;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of what a plugin offers.
 *
 * @param name the section's name
 * @param type the plugin's record
 * @param defaults what holds where the user says nothing
 * @param value what holds
 * @param configured did the user write a section
 * @param <C> the plugin's record
 */
record Bound<C extends Record>(
    String name, Class<C> type, C defaults, C value, boolean configured) {
  static <C extends Record> Bound<C> of(
      String name,
      Class<C> type,
      C defaults,
      Map<String, Setting.Section> sections,
      Problems problems)
      throws PluginTrouble {
    Setting.Section section = sections.get(name);
    if (section == null) {
      return new Bound<>(name, type, defaults, defaults, false);
    }
    int before = problems.list().size();
    Optional<C> bound = new ConfigurationReader(problems).bind(section, type, defaults);
    if (bound.isEmpty()) {
      throw PluginTrouble.failed("its configuration is wrong: " + problems.list().get(before));
    }
    return new Bound<>(name, type, defaults, bound.get(), true);
  }

  /** The same, bound to other settings. Runs code of the plugin. */
  Bound<C> to(Map<String, Setting.Section> sections, Problems problems) throws PluginTrouble {
    return of(name, type, defaults, sections, problems);
  }
}
