package io.ringwall.testkit.contract;

import io.ringwall.engine.config.ConfigurationReader;
import io.ringwall.engine.config.Problems;
import io.ringwall.engine.config.Setting;
import io.ringwall.sdk.plugin.CustomEventType;
import io.ringwall.sdk.plugin.Factory;
import io.ringwall.sdk.plugin.Plugin;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The plugin under test. Each test gets a new one, made as the engine makes it.
 *
 * @param entry the plugin's entry
 * @param name the factory's name
 */
record Subject(Class<? extends Plugin> entry, String name) {
  /** The first line of a text of configuration, for messages. */
  private static final String FILE = "ringwall.yaml";

  Plugin plugin() throws ReflectiveOperationException {
    return entry.getConstructor().newInstance();
  }

  List<CustomEventType> customEvents() throws ReflectiveOperationException {
    return plugin().customEvents();
  }

  /** The one factory of this name, of a new plugin. */
  <F extends Factory<?>> F factory(Function<Plugin, List<F>> kind)
      throws ReflectiveOperationException {
    List<F> all = kind.apply(plugin());
    return all.stream()
        .filter(factory -> factory.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new AssertionError(
                "%s offers no such factory '%s'; it offers %s"
                    .formatted(
                        entry.getSimpleName(), name, all.stream().map(Factory::name).toList())));
  }

  /** Binds a section of YAML as the engine does; a problem is a failure. */
  static <C extends Record> C bind(Factory<C> factory, String yaml) {
    var problems = new Problems();
    Optional<C> bound = bind(factory, yaml, problems);
    return bound.orElseThrow(
        () -> new AssertionError("the configuration is refused: " + problems.list() + "\n" + yaml));
  }

  static <C extends Record> Optional<C> bind(Factory<C> factory, String yaml, Problems problems) {
    var reader = new ConfigurationReader(problems);
    Setting.Section section = reader.parse(FILE, yaml).orElse(Setting.Section.none(FILE));
    return problems.isEmpty()
        ? reader.bind(section, factory.configuration(), factory.defaults())
        : Optional.empty();
  }
}
