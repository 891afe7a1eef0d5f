package io.ringwall.sdk.plugin;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** A stream of events. */
@ConsumerType
public interface CaptureSource extends AutoCloseable {
  /** How its events stand in time; called once, before {@link #run}. */
  Timing timing();

  /**
   * Emits events until the input ends, or until {@link #close} is called. Called once, on a thread
   * of this source's own; may block.
   *
   * <p>When it returns, the source's time is complete. When it throws, the source has failed: the
   * engine reports it, keeps what was emitted, and (live only) opens it anew with back-off.
   *
   * @param sink where events go; valid until this method returns, from any thread
   * @throws InterruptedException when interrupted while blocked in {@link EventSink#emit}
   * @throws PluginException when it cannot go on
   */
  void run(EventSink sink) throws InterruptedException, PluginException;

  /**
   * State for the successor of this source: positions, the next sequence number, open flows. Asked
   * for after {@link #run} has returned, which the first {@link #close} made it do, and before the
   * last {@code close}: when a new version of the plugin takes over, and when the source has failed
   * and is opened anew. So what it needs has to outlive the first {@code close}. The successor
   * finds it in {@link SourceContext#handedOver()}; it must read what earlier versions wrote.
   *
   * @return bytes, or null for none
   */
  default byte @Nullable [] handOver() {
    return null;
  }

  /** Makes {@link #run} return soon and frees what the source holds. Called at least once. */
  @Override
  void close();
}
