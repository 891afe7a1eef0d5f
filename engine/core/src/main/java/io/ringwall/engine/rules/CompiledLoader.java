package io.ringwall.engine.rules;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds the classes of compiled rule sets; goes when nobody uses their rules any more. */
final class CompiledLoader extends ClassLoader {
  private final Map<String, byte[]> classes;

  /**
   * A loader.
   *
   * @param classes code by name
   */
  CompiledLoader(Map<String, byte[]> classes) {
    super("rulesets", CompiledLoader.class.getClassLoader());
    this.classes = classes;
  }

  /** The code of all its classes, by name. */
  Map<String, byte[]> classes() {
    return classes;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte @Nullable [] code = classes.get(name);
    if (code == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, code, 0, code.length);
  }
}
