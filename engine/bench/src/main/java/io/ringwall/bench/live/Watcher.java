package io.ringwall.bench.live;

import java.io.IOException;
import java.util.List;

/** A program that watches an interface. */
interface Watcher {
  /** Its name, as in the names of figures. */
  String name();

  /** The programs that have to be installed for it. */
  List<String> programs();

  /** The Debian packages that they come in. */
  String debianPackages();

  /** What it does with the packets. */
  String task();

  /** Starts it on the host of this network; returns when it watches. */
  Watching start(BenchNetwork network) throws IOException, InterruptedException;

  /** One at work. */
  interface Watching extends AutoCloseable {
    /** What it has seen by now, or in all where that is told at the end only. */
    Counted counted() throws IOException, InterruptedException;

    /** CPU seconds until now. */
    double cpuSeconds() throws IOException;

    /** Tells it to end, and waits until it has. */
    void end() throws IOException, InterruptedException;

    @Override
    void close();
  }

  /**
   * What one has seen.
   *
   * @param packets those that it worked on
   * @param dropped those that the kernel had no room for; -1 where it does not tell
   */
  record Counted(long packets, long dropped) {}
}
