package io.ringwall.engine.rules;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import org.drools.model.Model;
import org.drools.model.Rule;

/**
 * Rule sets in compiled form: Drools' executable model, of which each rule can be made alone, so
 * that the classes of a rule are loaded when it is needed. Any thread.
 */
final class CompiledRules {
  /** No rule set. */
  static final CompiledRules NONE = new CompiledRules(Map.of(), new CompiledLoader(Map.of()));

  private static final String CODE = ".class";
  private static final String VERSION = "Drools-Model-Version:";

  private final Map<String, Unit> units;
  private final CompiledLoader loader;

  /**
   * One rule set.
   *
   * @param model the class of its model
   * @param places where each rule is made, by its name
   */
  private record Unit(String model, Map<String, Place> places) {}

  /** A static method without arguments that makes a rule. */
  private record Place(String type, String method) {}

  private CompiledRules(Map<String, Unit> units, CompiledLoader loader) {
    this.units = units;
    this.loader = loader;
  }

  /**
   * What Drools compiled.
   *
   * @param jar its module
   * @param list the entry that names the models
   */
  static CompiledRules of(byte[] jar, String list) {
    Map<String, byte[]> classes = new TreeMap<>();
    String models = "";
    try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(jar))) {
      for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
        String name = entry.getName();
        if (name.endsWith(CODE)) {
          String type = name.substring(0, name.length() - CODE.length()).replace('/', '.');
          classes.put(type, in.readAllBytes());
        } else if (name.equals(list)) {
          models = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("compiled rule sets cannot be read", e);
    }
    CompiledLoader loader = new CompiledLoader(classes);
    Map<String, Unit> units = new LinkedHashMap<>();
    for (String line : models.split("\n", -1)) {
      String name = line.trim();
      if (!name.isEmpty() && !name.startsWith(VERSION)) {
        units.put(name.substring(0, name.lastIndexOf('.')), new Unit(name, places(name, loader)));
      }
    }
    return new CompiledRules(units, loader);
  }

  /** Drools spreads the methods that make the rules over numbered classes beside the model's. */
  private static Map<String, Place> places(String model, CompiledLoader loader) {
    Map<String, Place> places = new TreeMap<>();
    for (int i = 0; loader.classes().containsKey(model + "RuleMethods" + i); i++) {
      String type = model + "RuleMethods" + i;
      for (Method method : load(type, loader).getDeclaredMethods()) {
        if (method.getReturnType() == Rule.class && method.getParameterCount() == 0) {
          places.put(rule(method).getName(), new Place(type, method.getName()));
        }
      }
    }
    return places;
  }

  private static Class<?> load(String type, CompiledLoader loader) {
    try {
      return loader.loadClass(type);
    } catch (ClassNotFoundException | LinkageError e) {
      throw new IllegalStateException("compiled rule set: " + type + " cannot be loaded", e);
    }
  }

  private static Rule rule(Method method) {
    try {
      return (Rule) method.invoke(null);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IllegalStateException("compiled rule set: " + method + " makes no rule", e);
    }
  }

  /** The models of all rule sets. */
  List<Model> models() {
    return units.keySet().stream().map(this::model).toList();
  }

  /** The whole model of this package. */
  Model model(String packageName) {
    Class<?> type = load(unit(packageName).model(), loader);
    try {
      return (Model) type.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IllegalStateException("compiled rule set: " + type + " cannot be made", e);
    }
  }

  /** One rule of this package, made anew. */
  Rule rule(String packageName, String name) {
    Place place = unit(packageName).places().get(name);
    if (place == null) {
      throw new IllegalStateException("compiled rule set: there is no rule '" + name + "'");
    }
    try {
      return rule(load(place.type(), loader).getDeclaredMethod(place.method()));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("compiled rule set: " + place + " is not there", e);
    }
  }

  private Unit unit(String packageName) {
    Unit unit = units.get(packageName);
    if (unit == null) {
      throw new IllegalStateException("compiled rule set: there is no package " + packageName);
    }
    return unit;
  }

  void write(CacheWriter out) {
    out.list(
        units.entrySet(),
        unit -> {
          out.text(unit.getKey());
          out.text(unit.getValue().model());
          out.list(
              unit.getValue().places().entrySet(),
              place -> {
                out.text(place.getKey());
                out.text(place.getValue().type());
                out.text(place.getValue().method());
              });
        });
    out.list(
        loader.classes().entrySet(),
        type -> {
          out.text(type.getKey());
          out.bytes(type.getValue());
        });
  }

  static CompiledRules read(CacheReader in) {
    Map<String, Unit> units = new LinkedHashMap<>();
    in.times(() -> {
      String packageName = in.text();
      String model = in.text();
      Map<String, Place> places = new HashMap<>();
      in.times(() -> places.put(in.text(), new Place(in.text(), in.text())));
      units.put(packageName, new Unit(model, places));
    });
    Map<String, byte[]> classes = new HashMap<>();
    in.times(() -> classes.put(in.text(), in.bytes()));
    return new CompiledRules(units, new CompiledLoader(classes));
  }
}
