package io.ringwall.engine.plugins;

import io.ringwall.engine.config.Problems;
import io.ringwall.engine.config.Setting;
import io.ringwall.sdk.plugin.ActuatorContext;
import io.ringwall.sdk.plugin.ActuatorFactory;
import io.ringwall.sdk.plugin.CaptureSourceFactory;
import io.ringwall.sdk.plugin.CustomEventType;
import io.ringwall.sdk.plugin.Factory;
import io.ringwall.sdk.plugin.FindingSinkFactory;
import io.ringwall.sdk.plugin.IdentityProviderFactory;
import io.ringwall.sdk.plugin.InventoryFactory;
import io.ringwall.sdk.plugin.Plugin;
import io.ringwall.sdk.plugin.RecordingFactory;
import io.ringwall.sdk.plugin.SinkContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one plugin offers, asked once and bound to its configuration. */
final class Offers {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  final List<InstalledRecording> recordings = new ArrayList<>();
  final List<InstalledInventory> inventories = new ArrayList<>();
  final List<InstalledFactory<SinkContext, InstalledSink>> sinks = new ArrayList<>();
  final List<InstalledFactory<ActuatorContext, InstalledActuator>> actuators = new ArrayList<>();
  final List<Offered<?>> live = new ArrayList<>();
  final List<CustomEventType> customEvents = new ArrayList<>();
  final List<String> described = new ArrayList<>();
  final List<String> names = new ArrayList<>();

  private final String plugin;
  private final Map<String, Setting.Section> sections;
  private final Problems problems;
  private @Nullable PluginTrouble wrong;

  private Offers(String plugin, Map<String, Setting.Section> sections, Problems problems) {
    this.plugin = plugin;
    this.sections = sections;
    this.problems = problems;
  }

  /** Makes the plugin that this loader sees, and asks it. Runs code of the plugin. */
  static Offers ask(ClassLoader loader, Map<String, Setting.Section> sections, Problems problems)
      throws PluginTrouble {
    try {
      Plugin plugin =
          ServiceLoader.load(Plugin.class, loader)
              .findFirst()
              .orElseThrow(() -> PluginTrouble.failed("no plugin was found in it"));
      return of(plugin, sections, problems);
    } catch (PluginTrouble e) {
      throw e;
    } catch (ServiceConfigurationError e) {
      throw PluginTrouble.failed("it cannot be made: " + PluginEdge.describe(e));
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Throwable e) {
      throw PluginTrouble.failed("it failed when asked what it offers: " + PluginEdge.describe(e));
    }
  }

  private static Offers of(Plugin plugin, Map<String, Setting.Section> sections, Problems problems)
      throws PluginTrouble {
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
    for (CaptureSourceFactory<?> factory : plugin.captureSources()) {
      offers.source(factory);
    }
    for (IdentityProviderFactory<?> factory : plugin.identityProviders()) {
      offers.provider(factory);
    }
    for (ActuatorFactory<?> factory : plugin.actuators()) {
      offers.actuator(factory);
    }
    if (offers.wrong != null) {
      throw offers.wrong;
    }
    offers.customEvents.addAll(plugin.customEvents());
    return offers;
  }

  String plugin() {
    return plugin;
  }

  /** What those of these that are in use need of the host. Runs code of the plugin. */
  List<InstalledCheck> checks(List<Offered<?>> among) throws InterruptedException {
    List<InstalledCheck> checks = new ArrayList<>();
    for (Offered<?> one : among) {
      if (one.wanted()) {
        checks.addAll(one.checks(plugin));
      }
    }
    return checks;
  }

  private static String named(String name) throws PluginTrouble {
    if (name == null || !NAME.matcher(name).matches()) {
      throw PluginTrouble.failed(
          "the name '" + name + "' is not of lower-case letters, digits and hyphens");
    }
    return name;
  }

  private <C extends Record> void recording(RecordingFactory<C> factory) throws PluginTrouble {
    String name = describe("recording", factory);
    recordings.add(InstalledRecording.of(factory, name, bound(name, factory).value()));
  }

  private <C extends Record> void inventory(InventoryFactory<C> factory) throws PluginTrouble {
    String name = describe("inventory", factory);
    inventories.add(InstalledInventory.of(factory, name, bound(name, factory).value()));
  }

  private <C extends Record> void sink(FindingSinkFactory<C> factory) throws PluginTrouble {
    String name = describe("sink", factory);
    Bound<C> bound = bound(name, factory);
    sinks.add(InstalledFactory.of(factory, name, bound.value(), bound.configured()));
    live.add(Offered.sink(factory, bound));
  }

  private <C extends Record> void source(CaptureSourceFactory<C> factory) throws PluginTrouble {
    live.add(Offered.source(factory, bound(describe("source", factory), factory)));
  }

  private <C extends Record> void provider(IdentityProviderFactory<C> factory)
      throws PluginTrouble {
    live.add(Offered.provider(factory, bound(describe("identity", factory), factory)));
  }

  private <C extends Record> void actuator(ActuatorFactory<C> factory) throws PluginTrouble {
    String name = describe("actuator", factory);
    Bound<C> bound = bound(name, factory);
    actuators.add(InstalledFactory.of(factory, name, bound.value(), bound.configured()));
    live.add(Offered.actuator(factory, bound));
  }

  private String describe(String kind, Factory<?> factory) throws PluginTrouble {
    String name = named(factory.name());
    String description = kind + " " + name;
    if (described.contains(description)) {
      throw PluginTrouble.failed("it offers " + kind + " '" + name + "' twice");
    }
    described.add(description);
    if (!names.contains(name)) {
      names.add(name);
    }
    return name;
  }

  /** What is wrong with one section is kept, so that all of them are looked at. */
  private <C extends Record> Bound<C> bound(String name, Factory<C> factory) {
    try {
      return Bound.of(name, factory.configuration(), factory.defaults(), sections, problems);
    } catch (PluginTrouble e) {
      wrong = wrong == null ? e : wrong;
      return new Bound<>(
          name, factory.configuration(), factory.defaults(), factory.defaults(), true);
    }
  }
}
