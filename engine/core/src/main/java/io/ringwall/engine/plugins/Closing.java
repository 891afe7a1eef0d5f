package io.ringwall.engine.plugins;

/** Closes what plugins made. */
final class Closing {
  private Closing() {}

  static void close(String who, AutoCloseable closeable) {
    try {
      PluginEdge.call(
          who,
          () -> {
            closeable.close();
            return closeable;
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
