package io.ringwall.engine.route;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/** The threads of one replay, or of an engine. What one of them throws stops all. */
final class Crew {
  private final ThreadFactory threads;
  private final Failure failure;
  private final List<Thread> engine = new ArrayList<>();

  Crew(ThreadFactory threads, Failure failure) {
    this.threads = threads;
    this.failure = failure;
    failure.onFailure(this::interrupt);
  }

  /** What a thread does. */
  interface Work {
    /** Does it. */
    void run() throws InterruptedException;
  }

  /** Starts a thread of the engine itself. */
  Thread start(String name, Work work) {
    Thread thread = make(name, work);
    synchronized (engine) {
      engine.add(thread);
    }
    thread.start();
    if (failure.happened()) {
      thread.interrupt();
    }
    return thread;
  }

  /** Makes a thread that is not interrupted when something else fails. */
  Thread make(String name, Work work) {
    Thread thread = threads.newThread(() -> run(work));
    thread.setName("ringwall-" + name);
    thread.setDaemon(true);
    return thread;
  }

  /** Makes a thread that sees to its failures itself. */
  Thread unwatched(Runnable work) {
    Thread thread = threads.newThread(work);
    thread.setName("ringwall-ledger");
    thread.setDaemon(true);
    return thread;
  }

  private void run(Work work) {
    try {
      work.run();
    } catch (Throwable e) {
      failure.report(e);
    }
  }

  private void interrupt() {
    synchronized (engine) {
      engine.forEach(Thread::interrupt);
    }
  }

  /** Interrupts the engine's threads that still run. */
  void end() {
    interrupt();
  }

  /** Waits for a thread; false when it has not ended in time. */
  static boolean ended(Thread thread, Duration patience) throws InterruptedException {
    return thread.join(patience);
  }

  /**
   * Waits until the engine's threads have ended, so that nothing they use is closed under them.
   *
   * @return names of those that did not end in time
   */
  List<String> dismiss(Duration patience) throws InterruptedException {
    List<Thread> all;
    synchronized (engine) {
      all = List.copyOf(engine);
      engine.clear();
    }
    List<String> left = new ArrayList<>();
    for (Thread thread : all) {
      if (!ended(thread, patience)) {
        left.add(thread.getName());
      }
    }
    return left;
  }
}
