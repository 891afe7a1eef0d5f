package io.ringwall.testkit.contract;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** A call into a plugin on a thread of its own, as the engine makes it. */
final class Running<T> {
  private final String what;
  private final FutureTask<T> task;
  private final Thread thread;

  private Running(String what, Callable<T> call) {
    this.what = what;
    task = new FutureTask<>(call);
    thread = Thread.ofPlatform().daemon().name("contract " + what).unstarted(task);
  }

  /** Begins the call. */
  static <T> Running<T> start(String what, Callable<T> call) {
    var running = new Running<>(what, call);
    running.thread.start();
    return running;
  }

  /** Makes a call and waits for its end. */
  static <T> T call(String what, Duration deadline, Callable<T> call) throws Exception {
    return start(what, call).end(deadline);
  }

  /** Has it ended. */
  boolean ended() {
    return task.isDone();
  }

  /**
   * Waits for the end.
   *
   * @return what the call returned
   * @throws Exception what the call threw
   * @throws AssertionError when it does not end in time
   */
  T end(Duration deadline) throws Exception {
    try {
      return task.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      String where =
          Arrays.stream(thread.getStackTrace())
              .map(frame -> "\n    at " + frame)
              .collect(Collectors.joining());
      thread.interrupt();
      throw new AssertionError(
          what + " did not return within " + deadline.toMillis() + " ms; it is" + where, e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Exception exception -> throw exception;
        case Error error -> throw error;
        case null, default -> throw e;
      }
    }
  }

  /** As the engine does with what does not end. */
  void interrupt() {
    thread.interrupt();
  }
}
