package io.ringwall.bench.live;

import io.ringwall.bench.live.Watcher.Watching;
import java.io.IOException;

/** A program of others that watches, but for what it counts: each tells that in its own way. */
abstract class ProgramAtWork implements Watching {
  private final WatcherProcess started;

  ProgramAtWork(WatcherProcess started) {
    this.started = started;
  }

  @Override
  public double cpuSeconds() throws IOException {
    return started.cpuSeconds();
  }

  @Override
  public void end() throws IOException, InterruptedException {
    started.end();
  }

  @Override
  public void close() {
    started.process().destroyForcibly();
  }
}
