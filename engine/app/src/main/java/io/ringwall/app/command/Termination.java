package io.ringwall.app.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets a command come to its end when the process is told to stop (SIGTERM, SIGINT), and then ends
 * the process with the command's exit code.
 */
public final class Termination {
  private static final long PATIENCE_SECONDS = 10;

  private final Halt halt;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile int code;

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
   * Runs this to its end. A process that was told to stop then waits for {@link #ended}.
   *
   * @param stop makes it end; called on another thread
   */
  int run(Work work, Runnable stop) throws InterruptedException {
    Thread hook =
        new Thread(
            () -> {
              stop.run();
              if (hasEnded()) {
                halt.now(code);
              }
            },
            "ringwall-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.run();
    } finally {
      remove(hook);
    }
  }

  /**
   * Runs this to its end, on this thread, which is interrupted when the process is told to stop;
   * what fails from then on failed because of that.
   */
  int interruptible(Work work) throws InterruptedException {
    Thread worker = Thread.currentThread();
    var told = new AtomicBoolean();
    try {
      return run(
          work,
          () -> {
            told.set(true);
            worker.interrupt();
          });
    } catch (RuntimeException e) {
      if (told.get()) {
        throw (InterruptedException) new InterruptedException().initCause(e);
      }
      throw e;
    }
  }

  /** The command is done, and has said all that it had to say. */
  public void ended(int withCode) {
    code = withCode;
    ended.countDown();
  }

  private boolean hasEnded() {
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
