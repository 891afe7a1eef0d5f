package io.ringwall.bench.live;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Does something within a network namespace, on a thread that is used for nothing else. */
final class Inside {
  private Inside() {}

  static <T> T of(Path namespace, Callable<T> errand) throws IOException, InterruptedException {
    var task =
        new FutureTask<>(() -> {
          Calls.enter(namespace);
          return errand.call();
        });
    Thread thread = Thread.ofPlatform().daemon().start(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      thread.join();
    }
  }
}
