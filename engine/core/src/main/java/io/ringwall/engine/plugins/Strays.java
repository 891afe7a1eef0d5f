package io.ringwall.engine.plugins;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What threads that plugins made throw to nobody: told with the plugin's name, where its class
 * loader shows in the thread or in what was thrown. All else, and want of memory, goes the way it
 * went before.
 */
final class Strays implements Thread.UncaughtExceptionHandler {
  private static final int THREADS_MAX = 10;

  private final Function<ClassLoader, String> plugins;
  private final BiConsumer<String, String> told;
  private final Thread.@Nullable UncaughtExceptionHandler before;

  /**
   * Takes the place of the handler that is there.
   *
   * @param plugins the plugin that a loader loaded; empty for none
   * @param told takes the plugin's name and a sentence
   */
  Strays(Function<ClassLoader, String> plugins, BiConsumer<String, String> told) {
    this.plugins = plugins;
    this.told = told;
    this.before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(this);
  }

  /** Puts back what was there, unless somebody else has taken the place since. */
  void leave() {
    if (Thread.getDefaultUncaughtExceptionHandler() == this) {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    String plugin = thrown instanceof OutOfMemoryError ? "" : plugin(thread, thrown);
    if (!plugin.isEmpty()) {
      told.accept(
          plugin,
          "plugin '"
              + plugin
              + "': its thread '"
              + thread.getName()
              + "' ended: "
              + PluginEdge.describe(thrown));
    } else if (before != null) {
      before.uncaughtException(thread, thrown);
    } else {
      thrown.printStackTrace();
    }
  }

  private String plugin(Thread thread, Throwable thrown) {
    return Stream.of(
            Optional.ofNullable(thread.getClass().getClassLoader()),
            Optional.ofNullable(thread.getContextClassLoader()),
            Optional.ofNullable(thrown.getClass().getClassLoader()))
        .flatMap(Optional::stream)
        .map(plugins)
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** Names of living threads that belong to what this loader loaded, the first ones. */
  static List<String> threadsOf(ClassLoader loader) {
    ThreadGroup top = Thread.currentThread().getThreadGroup();
    while (top.getParent() != null) {
      top = top.getParent();
    }
    Thread[] all = new Thread[top.activeCount() * 2 + 16];
    int count = top.enumerate(all, true);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count && names.size() < THREADS_MAX; i++) {
      Thread thread = all[i];
      boolean its =
          thread != Thread.currentThread()
              && (loader.equals(thread.getContextClassLoader())
                  || loader.equals(thread.getClass().getClassLoader()));
      if (its) {
        names.add("'" + thread.getName() + "'");
      }
    }
    return names;
  }
}
