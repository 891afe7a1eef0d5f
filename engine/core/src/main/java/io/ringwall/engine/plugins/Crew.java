package io.ringwall.engine.plugins;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The threads of the service. Whoever runs code of a plugin does so on a thread that ends with it,
 * so that nothing the plugin leaves in a thread outlives the plugin, and that a call which never
 * returns costs a thread and nothing else.
 */
final class Crew {
  private final ThreadFactory threads;

  Crew(ThreadFactory threads) {
    this.threads = threads;
  }

  /** Makes a thread; it is not started. */
  Thread make(String name, Runnable work) {
    Thread thread = threads.newThread(work);
    thread.setName("ringwall-" + name);
    thread.setDaemon(true);
    return thread;
  }

  /** Makes a thread that runs code of a plugin, and is known by the plugin's class loader. */
  Thread of(String name, ClassLoader loader, Runnable work) {
    return make(
        name,
        () -> {
          Thread.currentThread().setContextClassLoader(loader);
          try {
            work.run();
          } finally {
            Thread.currentThread().setContextClassLoader(null);
          }
        });
  }

  /** A call into a plugin did not return in time, though it was interrupted. */
  static final class Stuck extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Thread thread;

    Stuck(Thread thread) {
      super(thread.getName());
      this.thread = thread;
    }

    Thread thread() {
      return thread;
    }
  }

  /**
   * Calls a plugin and waits no longer than so.
   *
   * @throws PluginTrouble as the call does
   * @throws Stuck when it did not return
   */
  <T> T call(String name, ClassLoader loader, Duration within, Duration after, Callable<T> call)
      throws PluginTrouble, Stuck, InterruptedException {
    var result = new CompletableFuture<T>();
    Thread thread =
        of(
            name,
            loader,
            () -> {
              try {
                result.complete(call.call());
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            });
    thread.start();
    try {
      return result.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      thread.interrupt();
      if (!thread.join(after)) {
        throw new Stuck(thread);
      }
      throw PluginTrouble.failed("it did not answer within " + within.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw trouble(e.getCause() == null ? e : e.getCause());
    }
  }

  private static PluginTrouble trouble(Throwable cause) {
    return switch (cause) {
      case PluginTrouble trouble -> trouble;
      case OutOfMemoryError error -> throw error;
      default -> PluginTrouble.failed(PluginEdge.describe(cause));
    };
  }
}
