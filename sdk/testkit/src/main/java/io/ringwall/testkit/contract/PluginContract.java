package io.ringwall.testkit.contract;

import static io.ringwall.testkit.contract.Suite.check;

import io.ringwall.engine.config.Problems;
import io.ringwall.sdk.plugin.CustomEventType;
import io.ringwall.sdk.plugin.Factory;
import io.ringwall.sdk.plugin.HostCheck;
import io.ringwall.sdk.plugin.HostFact;
import io.ringwall.sdk.plugin.Plugin;
import io.ringwall.sdk.plugin.PluginException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * What every plugin keeps to, whatever it offers: how it is found, made and asked, its names, its
 * configuration and the events it declares.
 */
public final class PluginContract {
  private static final String NAME = "[a-z0-9]+(-[a-z0-9]+)*";

  private final Class<? extends Plugin> entry;

  private PluginContract(Class<? extends Plugin> entry) {
    this.entry = entry;
  }

  /** The suite for the plugin with this entry. */
  public static PluginContract of(Class<? extends Plugin> entry) {
    return new PluginContract(entry);
  }

  /** The tests, for a method annotated with {@code @TestFactory}. */
  public Stream<DynamicTest> tests() {
    return new Suite()
        .test("its entry can be found and made", folder -> isFoundAndMade())
        .test("making and asking it starts nothing and does not block", folder -> startsNothing())
        .test("its names are valid, and no two things of a kind share one", folder -> names())
        .test("it offers something", folder -> offersSomething())
        .test("its configuration is a public record with defaults", folder -> records())
        .test("its configuration binds, and an unknown key is refused", folder -> binds())
        .test("what it needs of the host is told at once, and looked at", folder -> needs())
        .test("its own events are declared well", folder -> customEvents())
        .tests();
  }

  private Plugin plugin() throws ReflectiveOperationException {
    return new Subject(entry, "").plugin();
  }

  private void isFoundAndMade() throws ReflectiveOperationException, IOException {
    check(Modifier.isPublic(entry.getModifiers()), entry + " is not public");
    check(
        Modifier.isPublic(entry.getDeclaredConstructor().getModifiers()),
        entry + " has no public constructor without parameters");
    String services = "META-INF/services/" + Plugin.class.getName();
    List<String> named = new ArrayList<>();
    for (URL file : Collections.list(entry.getClassLoader().getResources(services))) {
      try (InputStream in = file.openStream()) {
        new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.replaceFirst("#.*", "").trim())
            .filter(line -> !line.isEmpty())
            .forEach(named::add);
      }
    }
    check(
        named.equals(List.of(entry.getName())),
        "%s has to name %s and nothing else, found %s".formatted(services, entry.getName(), named));
  }

  private void startsNothing() throws Exception {
    var threads = new LeftThreads();
    Running.call(
        "making and asking the plugin",
        Deadlines.AT_ONCE,
        () -> {
          Plugin plugin = plugin();
          return plugin.name() + factories(plugin) + plugin.customEvents();
        });
    threads.none();
  }

  /** All factories, by kind. */
  private static Map<String, List<? extends Factory<?>>> factories(Plugin plugin) {
    Map<String, List<? extends Factory<?>>> all = new LinkedHashMap<>();
    all.put("source", plugin.captureSources());
    all.put("recording", plugin.recordings());
    all.put("identity", plugin.identityProviders());
    all.put("inventory", plugin.inventories());
    all.put("sink", plugin.findingSinks());
    all.put("actuator", plugin.actuators());
    return all;
  }

  private static List<Factory<?>> flat(Plugin plugin) {
    List<Factory<?>> flat = new ArrayList<>();
    factories(plugin).values().forEach(flat::addAll);
    return flat;
  }

  private void names() throws ReflectiveOperationException {
    Plugin plugin = plugin();
    check(
        plugin.name().matches(NAME),
        "the plugin's name '%s' is not of lower-case letters, digits and hyphens"
            .formatted(plugin.name()));
    check(plugin.name().equals(plugin().name()), "two objects of the plugin differ in name");
    factories(plugin)
        .forEach((kind, all) -> {
          List<String> names = all.stream().map(Factory::name).toList();
          for (String name : names) {
            check(
                name.matches(NAME),
                "the %s '%s' is not named by lower-case letters, digits and hyphens"
                    .formatted(kind, name));
          }
          check(
              names.size() == names.stream().distinct().count(),
              "two of kind " + kind + " have one name: " + names);
        });
  }

  private void offersSomething() throws ReflectiveOperationException {
    check(!flat(plugin()).isEmpty(), "the plugin offers nothing");
  }

  private void records() throws ReflectiveOperationException {
    for (Factory<?> factory : flat(plugin())) {
      Class<?> type = factory.configuration();
      check(
          type.isRecord() && Modifier.isPublic(type.getModifiers()),
          "the configuration of '%s', %s, is no public record".formatted(factory.name(), type));
      check(
          type.isInstance(factory.defaults()),
          "the defaults of '%s' are no %s".formatted(factory.name(), type.getName()));
      check(
          factory.defaults().equals(factory.defaults()),
          "the defaults of '%s' differ from one call to the next".formatted(factory.name()));
    }
  }

  private void binds() throws ReflectiveOperationException {
    for (Factory<?> factory : flat(plugin())) {
      check(
          Subject.bind(factory, "{}").equals(factory.defaults()),
          "an empty section of '%s' does not give its defaults".formatted(factory.name()));
      var problems = new Problems();
      check(
          Subject.bind(factory, "no-such-key-at-all: 1", problems).isEmpty(),
          "'%s' takes a key that it does not know".formatted(factory.name()));
      check(
          problems.list().toString().contains("no-such-key-at-all"),
          "the refusal of '%s' does not name the key: %s"
              .formatted(factory.name(), problems.list()));
    }
  }

  private void needs() throws Exception {
    Plugin plugin = plugin();
    for (Factory<?> factory : flat(plugin)) {
      var threads = new LeftThreads();
      List<HostCheck> checks =
          Running.call(
              "what '" + factory.name() + "' needs", Deadlines.AT_ONCE, () -> needs(factory));
      threads.none();
      List<String> names =
          checks.stream().map(check -> check.feature() + ": " + check.name()).toList();
      check(
          names.size() == names.stream().distinct().count(),
          "'%s' needs something twice: %s".formatted(factory.name(), names));
      for (HostCheck check : checks) {
        looks(factory.name(), check);
      }
      threads.none();
    }
  }

  private static <C extends Record> List<HostCheck> needs(Factory<C> factory) {
    return factory.needs(factory.defaults());
  }

  /** What is not there is a fact, or a sentence; all else is a defect. */
  private static void looks(String name, HostCheck check) throws Exception {
    try {
      HostFact fact = Running.call(name + ": " + check.name(), Deadlines.LOOK, check.look()::now);
      check(fact != null, "the check '%s' of '%s' found nothing".formatted(check.name(), name));
    } catch (PluginException e) {
      String message = e.getMessage();
      check(
          message != null && !message.isBlank(),
          "the check '%s' of '%s' does not say what is wrong".formatted(check.name(), name));
    }
  }

  private void customEvents() throws ReflectiveOperationException {
    for (CustomEventType event : plugin().customEvents()) {
      check(
          event.type().matches("[a-z0-9-]+(\\.[a-z0-9-]+)+"),
          "the event type '%s' has to be prefixed by its vendor, such as acme.login"
              .formatted(event.type()));
      for (String attribute : event.attributes().keySet()) {
        check(
            !attribute.isBlank() && attribute.equals(attribute.strip()),
            "'%s' declares an attribute called '%s'".formatted(event.type(), attribute));
      }
    }
  }
}
