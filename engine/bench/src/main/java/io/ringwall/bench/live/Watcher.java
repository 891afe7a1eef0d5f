package io.ringwall.bench.live;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

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
   * @param neglected what it says it had to leave out of its work on them, by reason
   */
  record Counted(long packets, long dropped, SortedMap<String, Long> neglected) {
    Counted(long packets, long dropped) {
      this(packets, dropped, Collections.emptySortedMap());
    }

    /** What came to this since then. */
    Counted since(Counted before) {
      var further = new TreeMap<String, Long>();
      neglected.forEach((reason, count) ->
          further.put(reason, count - before.neglected.getOrDefault(reason, 0L)));
      further.values().removeIf(count -> count == 0);
      return new Counted(packets - before.packets, dropped - before.dropped, further);
    }
  }
}
