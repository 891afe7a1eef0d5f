package io.ringwall.testkit;

import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.PluginException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/**
 * A live source that runs on a thread of its own, as in the engine, and what it tells.
 *
 * <pre>{@code
 * var recorder = new Recorder("acme");
 * try (var source = SourceAtWork.of(new AcmeLog(file, recorder), recorder)) {
 *   append(file, "a line");
 *   source.await(ProcessEvent.class, event -> event.process().name().equals("a"));
 * }
 * }</pre>
 *
 * <p>Whatever ends its run before it is closed is a remark of the recorder's.
 */
public final class SourceAtWork implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final CaptureSource source;
  private final Recorder recorder;
  private final Thread thread;

  private SourceAtWork(CaptureSource source, Recorder recorder) {
    this.source = source;
    this.recorder = recorder;
    this.thread = Thread.ofPlatform().name("source " + recorder.name()).unstarted(this::run);
  }

  /**
   * Begins to run a source.
   *
   * @param source opened with this recorder as its context
   * @param recorder is told what it tells
   */
  public static SourceAtWork of(CaptureSource source, Recorder recorder) {
    var working = new SourceAtWork(source, recorder);
    working.thread.start();
    return working;
  }

  private void run() {
    try {
      source.run(recorder);
    } catch (InterruptedException | PluginException e) {
      recorder.remark("ended by " + e);
    }
  }

  /** What it told by now. */
  public Recorder recorder() {
    return recorder;
  }

  /**
   * Waits for an event.
   *
   * @return the first of this kind that is meant
   * @throws AssertionError when none is told within 20 s
   */
  public <T extends Event> T await(Class<T> kind, Predicate<T> which) throws Exception {
    await(() -> first(kind, which).isPresent());
    return first(kind, which).orElseThrow();
  }

  private <T extends Event> Optional<T> first(Class<T> kind, Predicate<T> which) {
    return recorder.events(kind).stream().filter(which).findFirst();
  }

  /**
   * Waits until something is so.
   *
   * @throws AssertionError when it is not within 20 s
   */
  public void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError(
            "did not happen within %d s; told were %s, dropped %s, remarks %s"
                .formatted(
                    PATIENCE.toSeconds(),
                    recorder.events(),
                    recorder.dropped(),
                    recorder.remarks()));
      }
      Thread.sleep(LOOK_EVERY);
    }
  }

  /**
   * Closes the source.
   *
   * @throws AssertionError when its run does not end within 20 s
   */
  @Override
  public void close() {
    source.close();
    try {
      if (!thread.join(PATIENCE)) {
        throw new AssertionError("the source was closed, and runs on");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while the source ended", e);
    }
  }
}
