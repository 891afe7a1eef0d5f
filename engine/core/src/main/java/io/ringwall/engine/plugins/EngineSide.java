package io.ringwall.engine.plugins;

import java.util.function.Supplier;

/** Where a thread that runs a plugin calls back into the engine. */
final class EngineSide {
  private EngineSide() {}

  /**
   * Calls the engine as if from a thread of the engine's own: threads that it starts meanwhile do
   * not inherit the plugin's class loader, which they would keep alive.
   */
  static <T> T call(Supplier<T> call) {
    Thread thread = Thread.currentThread();
    ClassLoader plugin = thread.getContextClassLoader();
    thread.setContextClassLoader(EngineSide.class.getClassLoader());
    try {
      return call.get();
    } finally {
      thread.setContextClassLoader(plugin);
    }
  }
}
