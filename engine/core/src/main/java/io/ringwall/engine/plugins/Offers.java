package io.ringwall.engine.plugins;

import io.ringwall.engine.config.ConfigurationReader;
import io.ringwall.engine.config.Problems;
import io.ringwall.engine.config.Setting;
import io.ringwall.sdk.plugin.CustomEventType;
import io.ringwall.sdk.plugin.Factory;
import io.ringwall.sdk.plugin.FindingSinkFactory;
import io.ringwall.sdk.plugin.InventoryFactory;
import io.ringwall.sdk.plugin.Plugin;
import io.ringwall.sdk.plugin.RecordingFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What one plugin offers, asked once and bound to its configuration. */
final class Offers {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  final List<InstalledRecording> recordings = new ArrayList<>();
  final List<InstalledInventory> inventories = new ArrayList<>();
  final List<InstalledSinkFactory> sinks = new ArrayList<>();
  final List<CustomEventType> customEvents = new ArrayList<>();
  final List<String> described = new ArrayList<>();
  final List<String> names = new ArrayList<>();

  private final String plugin;
  private final Map<String, Setting.Section> sections;
  private final Problems problems;

  private Offers(String plugin, Map<String, Setting.Section> sections, Problems problems) {
    this.plugin = plugin;
    this.sections = sections;
    this.problems = problems;
  }

  static Offers of(Plugin plugin, Map<String, Setting.Section> sections, Problems problems)
      throws Exception {
    String name = named(plugin.name());
    var offers = new Offers(name, sections, problems);
    for (RecordingFactory<?> factory : plugin.recordings()) {
      offers.recording(factory);
    }
    for (InventoryFactory<?> factory : plugin.inventories()) {
      offers.inventory(factory);
    }
    for (FindingSinkFactory<?> factory : plugin.findingSinks()) {
      offers.sink(factory);
    }
    for (Factory<?> factory : plugin.captureSources()) {
      offers.describe("source", factory);
    }
    for (Factory<?> factory : plugin.identityProviders()) {
      offers.describe("identity", factory);
    }
    for (Factory<?> factory : plugin.actuators()) {
      offers.describe("actuator", factory);
    }
    offers.customEvents.addAll(plugin.customEvents());
    return offers;
  }

  String plugin() {
    return plugin;
  }

  private static String named(String name) throws PluginTrouble {
    if (name == null || !NAME.matcher(name).matches()) {
      throw PluginTrouble.failed(
          "the name '" + name + "' is not of lower-case letters, digits and hyphens");
    }
    return name;
  }

  private void recording(RecordingFactory<?> factory) throws PluginTrouble {
    recordings.add(recordingOf(factory));
  }

  private <C extends Record> InstalledRecording recordingOf(RecordingFactory<C> factory)
      throws PluginTrouble {
    return InstalledRecording.of(factory, describe("recording", factory), configuration(factory));
  }

  private void inventory(InventoryFactory<?> factory) throws PluginTrouble {
    inventories.add(inventoryOf(factory));
  }

  private <C extends Record> InstalledInventory inventoryOf(InventoryFactory<C> factory)
      throws PluginTrouble {
    return InstalledInventory.of(factory, describe("inventory", factory), configuration(factory));
  }

  private void sink(FindingSinkFactory<?> factory) throws PluginTrouble {
    sinks.add(sinkOf(factory));
  }

  private <C extends Record> InstalledSinkFactory sinkOf(FindingSinkFactory<C> factory)
      throws PluginTrouble {
    String name = describe("sink", factory);
    return InstalledSinkFactory.of(
        factory, name, configuration(factory), sections.containsKey(name));
  }

  private String describe(String kind, Factory<?> factory) throws PluginTrouble {
    String name = named(factory.name());
    described.add(kind + " " + name);
    if (!names.contains(name)) {
      names.add(name);
    }
    return name;
  }

  private <C extends Record> C configuration(Factory<C> factory) throws PluginTrouble {
    C defaults = factory.defaults();
    Setting.Section section = sections.get(factory.name());
    if (section == null) {
      return defaults;
    }
    int before = problems.list().size();
    Optional<C> bound =
        new ConfigurationReader(problems).bind(section, factory.configuration(), defaults);
    if (bound.isEmpty()) {
      throw PluginTrouble.failed("its configuration is wrong: " + problems.list().get(before));
    }
    return bound.get();
  }
}
