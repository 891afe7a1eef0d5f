package io.ringwall.sdk.finding;

import io.ringwall.sdk.event.Event;
import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Judges what cannot wait for the route: a request in a proxy, a program about to start, a file
 * about to open. Given to capture sources through their context.
 *
 * <p>Judging uses immutable snapshots of identity, edge states and leases, and the stateless rules
 * marked {@code @inline}; it takes no lock and touches no disk. The event must afterwards be
 * emitted as usual: it is not judged a second time, but takes the route with this verdict and its
 * findings attached.
 */
@ProviderType
public interface Judge {
  /**
   * Judges on the calling thread; safe for any number of threads.
   *
   * @param event the event, complete as far as the caller can tell
   * @param deadline how long the caller can wait; it is looked at between rules, so that one rule's
   *     time is the most it is exceeded by
   * @return the verdict; past the deadline the choice of the event's scope, fail open or fail
   *     closed, with {@link Verdict#inTime()} false. Never throws on account of a rule: a rule that
   *     fails is counted and passed over.
   */
  Verdict judge(Event event, Duration deadline);
}
