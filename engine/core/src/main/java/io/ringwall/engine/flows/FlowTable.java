package io.ringwall.engine.flows;

import io.ringwall.engine.identity.Identity;
import io.ringwall.engine.model.Model;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The flows of one worker: merges what several witnesses say of one connection, gives each phase
 * once, settles, resolves both ends at the first event for the flow's whole life, and looks up the
 * edge. Used by one thread.
 *
 * <p>What it emits depends on the events and tokens it is given, and not on how flows are spread
 * over tables: limits and decisions are those of a {@linkplain #shard shard}, and a shard is never
 * split.
 */
public final class FlowTable {
  /** The number of shards; a worker has those whose number, modulo the workers, is its own. */
  public static final int SHARDS = 64;

  private final @Nullable Shard[] shards = new Shard[SHARDS];
  private final Identity identity;
  private final Model model;
  private final FlowLimits limits;
  private final Supplier<Duration> delay;
  private Instant token = Instant.MIN;

  /** An empty table that reads identity and model. */
  public FlowTable(Identity identity, Model model, FlowLimits limits) {
    this(identity, model, limits, () -> Duration.ZERO);
  }

  /**
   * An empty table whose witnesses may be late.
   *
   * @param delay how much later than it happened a witness may still tell of a flow; merging ends
   *     no sooner
   */
  public FlowTable(Identity identity, Model model, FlowLimits limits, Supplier<Duration> delay) {
    this.identity = identity;
    this.model = model;
    this.limits = limits;
    this.delay = delay;
  }

  /**
   * The shard of a connection, 0 to {@link #SHARDS} - 1: by its originator's end, the one that
   * destination NAT leaves alone. The protocol has no part in it, so that what names a flow without
   * naming its protocol, such as a DNS exchange, goes where its flow is.
   */
  public static int shard(Endpoint originator) {
    return shard(originator.address(), originator.port());
  }

  private static int shard(IpAddress address, int port) {
    long mixed = (address.high() * 31 + address.low()) * 31 + port;
    mixed = (mixed ^ mixed >>> 33) * 0xff51afd7ed558ccdL;
    return (int) (mixed >>> 58);
  }

  private Shard of(Endpoint originator) {
    int number = shard(originator);
    Shard shard = shards[number];
    if (shard == null) {
      shard = new Shard(identity, model, limits, delay);
      shard.advance(token, _ -> {});
      shards[number] = shard;
    }
    return shard;
  }

  /**
   * Takes in what a source says of a flow and emits what rules are to see of it.
   *
   * @param order the event's order, as of which its ends are resolved
   */
  public void accept(Flow event, long order, Consumer<TrackedFlow> out) {
    of(event.originator()).accept(event, order, out);
  }

  /**
   * Time has come to this: settles what grew old without an event of its own, and forgets what
   * merges no longer. Emits in no particular order; every event has an id and time of its own.
   */
  public void advance(Instant now, Consumer<TrackedFlow> out) {
    token = now;
    for (Shard shard : shards) {
      if (shard != null) {
        shard.advance(now, out);
      }
    }
  }

  /** The end of a phase: settles and closes all flows, and forgets them. */
  public void finish(Consumer<TrackedFlow> out) {
    for (Shard shard : shards) {
      if (shard != null) {
        shard.finish(out);
      }
    }
    token = Instant.MIN;
  }

  /**
   * The id of the merged flow that a source calls so, or null when there is none.
   *
   * @param originator the flow's originator
   * @param source the source
   * @param flowId what it calls the flow
   */
  public @Nullable String flowId(Endpoint originator, String source, String flowId) {
    Shard shard = shards[shard(originator)];
    return shard == null ? null : shard.flowId(source, flowId);
  }

  /** Flows followed now, those that only wait for late witnesses included. */
  public int size() {
    int size = 0;
    for (Shard shard : shards) {
      size += shard == null ? 0 : shard.size();
    }
    return size;
  }

  /** Flows forgotten because there were too many. */
  public long evicted() {
    long evicted = 0;
    for (Shard shard : shards) {
      evicted += shard == null ? 0 : shard.evicted();
    }
    return evicted;
  }
}
