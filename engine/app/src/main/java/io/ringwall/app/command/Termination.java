package io.ringwall.app.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command that runs until it is told to stop come to its end when the process is told to
 * (SIGTERM, SIGINT), and then ends the process with the command's exit code.
 */
public final class Termination {
  private static final long PATIENCE_SECONDS = 10;

  private final Halt halt;

  /** How a process ends at once. */
  public interface Halt {
    /** Ends the process with this exit code. */
    void now(int code);
  }

  /** Ends the process that way. */
  public Termination(Halt halt) {
    this.halt = halt;
  }

  /** What has to come to its end. */
  interface Work {
    /** Does it, and returns the exit code. */
    int run() throws InterruptedException;
  }

  /**
   * Runs this to its end.
   *
   * @param stop makes it end; called on another thread
   */
  int run(Work work, Runnable stop) throws InterruptedException {
    var ended = new CountDownLatch(1);
    int[] code = {ExitCode.INTERNAL};
    Thread hook =
        new Thread(
            () -> {
              stop.run();
              if (await(ended)) {
                halt.now(code[0]);
              }
            },
            "ringwall-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      code[0] = work.run();
      return code[0];
    } finally {
      ended.countDown();
      remove(hook);
    }
  }

  private static boolean await(CountDownLatch ended) {
    try {
      return ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process ends already: the hook is what ends it.
      return;
    }
  }
}
