package io.ringwall.engine.plugins;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Threads of plugins that were told to stop and did not. Safe for any thread. */
final class Leftovers {
  private final List<Left> all = new ArrayList<>();

  private record Left(
      PluginStatus status, @Nullable ClassLoader loader, List<Thread> threads, Runnable then) {}

  /**
   * Leaves threads behind.
   *
   * @param status what to say of the plugin as long as one of them lives
   * @param loader the plugin's class loader
   * @param then what has waited for their end
   */
  synchronized void add(
      PluginStatus status, @Nullable ClassLoader loader, List<Thread> threads, Runnable then) {
    all.add(new Left(status, loader, List.copyOf(threads), then));
  }

  synchronized List<PluginStatus> statuses() {
    return all.stream().map(Left::status).toList();
  }

  /** The plugin that this loader loaded; empty when it is none of these. */
  synchronized String plugin(ClassLoader loader) {
    return all.stream()
        .filter(left -> loader.equals(left.loader()))
        .map(left -> left.status().name())
        .findFirst()
        .orElse("");
  }

  /** Lets go of those whose threads have ended after all. */
  List<PluginStatus> sweep() {
    List<Left> ended = new ArrayList<>();
    synchronized (this) {
      all.removeIf(left -> {
        boolean over = left.threads().stream().noneMatch(Thread::isAlive);
        if (over) {
          ended.add(left);
        }
        return over;
      });
    }
    ended.forEach(left -> left.then().run());
    return ended.stream().map(Left::status).toList();
  }
}
