package io.ringwall.sdk.plugin;

import io.ringwall.sdk.event.Event;
import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The way into the engine: a bounded queue of one source. Safe for any number of threads; events of
 * one thread keep their order.
 */
@ProviderType
public interface EventSink {
  /**
   * Hands an event over, and waits while the queue is full: for sources that can wait, such as a
   * file. The event is judged, or counted as dropped with a reason when the engine is stopped.
   *
   * @throws InterruptedException when interrupted while it waits; the event was not taken
   */
  void emit(Event event) throws InterruptedException;

  /**
   * Hands an event over if there is room: for sources that cannot wait, such as a packet ring.
   * Never blocks. When the queue is full, a less precious event that waits in it makes room: how a
   * flow goes on first, then requests, names and files, then flows that begin or end, then programs
   * and custom events, and containers last.
   *
   * @return false when there was no room; the engine has counted the drop by source, reason and
   *     class
   */
  boolean offer(Event event);

  /**
   * Declares that no event earlier than this will follow: the source's time is complete up to here,
   * exclusive. Rules over windows wait for the slowest source, so a source says this often; only
   * recordings need to (see {@link Timing}). Going backwards has no effect. Never blocks.
   */
  void complete(Instant upTo);
}
