package io.ringwall.engine.plugins;

import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A sink or an actuator, which the engine calls on threads of its own. */
final class EngagedDuty implements Duty {
  private final Supplier<Engagement> engaging;
  private final Supplier<String> trouble;
  private final Runnable closing;
  private final CountDownLatch halted = new CountDownLatch(1);

  EngagedDuty(Supplier<Engagement> engaging, Supplier<String> trouble, Runnable closing) {
    this.engaging = engaging;
    this.trouble = trouble;
    this.closing = closing;
  }

  @Override
  public void serve(QueueSlot queue, Runnable begun) throws InterruptedException {
    Engagement engagement = EngineSide.call(engaging);
    begun.run();
    try {
      halted.await();
    } finally {
      engagement.close();
    }
  }

  @Override
  public void halt() {
    halted.countDown();
  }

  @Override
  public byte @Nullable [] handOver() {
    return null;
  }

  @Override
  public void close() {
    closing.run();
  }

  @Override
  public void abandon() {}

  @Override
  public String trouble() {
    return trouble.get();
  }
}
