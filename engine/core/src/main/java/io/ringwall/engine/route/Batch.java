package io.ringwall.engine.route;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Steps that are handed on together.
 *
 * @param steps the steps, in order
 * @param workersDone opens when every worker has done its share
 * @param last is it the phase's last
 */
record Batch(List<Step> steps, CountDownLatch workersDone, boolean last) {
  static Batch of(List<Step> steps, int workers, boolean last) {
    return new Batch(List.copyOf(steps), new CountDownLatch(workers), last);
  }
}
