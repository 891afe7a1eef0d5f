package io.ringwall.engine.plugins;

import java.time.Duration;

/**
 * How long the service waits for what.
 *
 * @param look between two looks at the folder, if nothing tells of a change before
 * @param settle how long a file must not change before it is taken for whole
 * @param gone how long a file must be gone before its plugin is, so that deleting and writing anew
 *     is a replacement
 * @param patience how long a file that is no JAR is taken for one that is still being copied
 * @param answer for a plugin to say what it offers, and to take its configuration
 * @param open for what it offers to be opened by a successor
 * @param stop for what it opened to stop
 * @param abandon after an interrupt, before a thread is left behind
 * @param firstRetry until what failed is opened again, the first time; doubled each time
 * @param lastRetry the longest time until that
 * @param steady what served for so long begins anew with the first retry
 */
record Pace(
    Duration look,
    Duration settle,
    Duration gone,
    Duration patience,
    Duration answer,
    Duration open,
    Duration stop,
    Duration abandon,
    Duration firstRetry,
    Duration lastRetry,
    Duration steady) {
  static final Pace DEFAULT =
      new Pace(
          Duration.ofSeconds(1),
          Duration.ofMillis(250),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofMillis(300),
          Duration.ofSeconds(1),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60));

  /** How long to wait before the next of so many tries in a row, the first being 0. */
  Duration retry(int failures) {
    Duration wait = firstRetry;
    for (int i = 0; i < failures && wait.compareTo(lastRetry) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    return wait.compareTo(lastRetry) < 0 ? wait : lastRetry;
  }
}
