package io.ringwall.engine.rules;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import org.drools.model.Model;
import org.jspecify.annotations.Nullable;

/** Holds the classes of compiled rule sets; goes when nobody uses their rules any more. */
final class CompiledLoader extends ClassLoader {
  private static final String MODELS = "/drools-model";
  private static final String VERSION = "Drools-Model-Version:";

  private final Map<String, byte[]> entries;

  private CompiledLoader(Map<String, byte[]> entries) {
    super("rulesets", CompiledLoader.class.getClassLoader());
    this.entries = entries;
  }

  static CompiledLoader of(byte[] jar) {
    Map<String, byte[]> entries = new HashMap<>();
    try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(jar))) {
      for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
        if (!entry.isDirectory()) {
          entries.put(entry.getName(), in.readAllBytes());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("compiled rule sets cannot be read", e);
    }
    return new CompiledLoader(entries);
  }

  /** The models that the list in this folder of the JAR names. */
  List<Model> models(String folder) {
    byte[] list = entries.get(folder + MODELS);
    if (list == null) {
      throw new IllegalStateException("compiled rule sets have no list of models");
    }
    List<Model> models = new ArrayList<>();
    for (String line : new String(list, StandardCharsets.UTF_8).split("\n", -1)) {
      String name = line.trim();
      if (!name.isEmpty() && !name.startsWith(VERSION)) {
        models.add(model(name));
      }
    }
    return models;
  }

  private Model model(String name) {
    try {
      return (Model) loadClass(name).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("compiled rule set " + name + " cannot be loaded", e);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] code = code(name);
    if (code == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, code, 0, code.length);
  }

  private byte @Nullable [] code(String name) {
    return entries.get(name.replace('.', '/') + ".class");
  }
}
