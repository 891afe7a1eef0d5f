package io.ringwall.testkit.contract;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds threads that a plugin started and did not end. */
final class LeftThreads {
  private static final long POLL_MILLIS = 20;

  /** Threads that the JDK and the test's own machinery start when they like. */
  private static final Pattern OTHERS =
      Pattern.compile(
          "contract .*|process reaper.*|ForkJoinPool\\.commonPool.*|Attach Listener|junit-.*"
              + "|surefire-.*|Common-Cleaner|Notification Thread|Signal Dispatcher|Cleaner-.*"
              + "|C[12] CompilerThread.*|Sweeper.*|JVMCI.*|VirtualThread-unparker.*");

  private final Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());

  /** Fails when threads are left that were not there when this was made, after a while. */
  void none() throws InterruptedException {
    long end = System.nanoTime() + Deadlines.CLOSE.toNanos();
    List<String> left = left();
    while (!left.isEmpty() && System.nanoTime() < end) {
      Thread.sleep(POLL_MILLIS);
      left = left();
    }
    if (!left.isEmpty()) {
      throw new AssertionError(
          "threads are left 5 s after close, which a plugin has to end itself: " + left);
    }
  }

  private List<String> left() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.isAlive() && !before.contains(thread))
        .map(Thread::getName)
        .filter(name -> !OTHERS.matcher(name).matches())
        .sorted()
        .toList();
  }
}
