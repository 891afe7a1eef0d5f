package io.ringwall.sdk.finding;

import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Verdict;
import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Judges what cannot wait for the route: a request in a proxy, a program about to start, a file
 * about to open, a connection about to be made. Given to capture sources through their context.
 *
 * <p>Judging uses what is known at this moment of containers, edges and modes, and the stateless
 * rules marked {@code @inline}; it waits for nothing, takes no lock, touches no disk, and teaches
 * the model nothing. A connection is known by what its {@code Flow} says alone, as if no other
 * witness had told of it. The event must afterwards be emitted as usual, with what was done to it
 * and with the verdict attached ({@code verdict(…)} of its builder), so that it is judged once:
 *
 * <pre>{@code
 * Verdict verdict = context.judge().judge(request.build(), Duration.ofMillis(5));
 * boolean passes = verdict.decision() == Decision.ALLOW;
 * ...
 * sink.emit(request.verdict(verdict).action(passes ? PASSED : BLOCKED).build());
 * }</pre>
 *
 * <p>What the rules marked {@code @inline} raised comes with the verdict, and is raised when the
 * route takes the event, with what the event then says; they are not judged again. Those that the
 * deadline left out, and all other rules, are judged there. A verdict goes with one event; without
 * it, as with every {@code Flow}, the route judges the event by all rules.
 */
@ProviderType
public interface Judge {
  /**
   * Judges on the calling thread; safe for any number of threads.
   *
   * @param event the event, complete as far as the caller can tell
   * @param deadline how long the caller can wait; it is looked at between rules, so that one rule's
   *     time is the most it is exceeded by
   * @return the verdict; past the deadline, unless a rule had decided by then, the choice of the
   *     event's scope, fail open or fail closed, with {@link Verdict#inTime()} false. Never throws
   *     on account of a rule: a rule that fails is counted and passed over.
   */
  Verdict judge(Event event, Duration deadline);
}
