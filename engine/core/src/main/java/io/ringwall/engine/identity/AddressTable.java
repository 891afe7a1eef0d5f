package io.ringwall.engine.identity;

import io.ringwall.sdk.event.Certainty;
import io.ringwall.sdk.event.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Which container held which address, with history. One thread writes, any thread reads as of an
 * order: what was written later in order is not seen, whenever it was written.
 */
final class AddressTable {
  /** How long after the packet a holder may become known and still count (DESIGN, Time). */
  static final Duration LATENESS = Duration.ofSeconds(1);

  /** A source whose clock steps back by more begins a new epoch (DESIGN, Time). */
  private static final Duration CLOCK_STEP = Duration.ofSeconds(2);

  /** How long stragglers of an ended container are still taken for its own: twice TCP's MSL. */
  private static final Duration LINGER = Duration.ofSeconds(60);

  private static final Holding[] NONE = {};

  private final ConcurrentHashMap<IpAddress, Holding[]> holdings = new ConcurrentHashMap<>();
  private final LinkedHashSet<IpAddress> released = new LinkedHashSet<>();
  private final int max;
  private final int perAddress;
  private final LongAdder forgotten = new LongAdder();
  private final AtomicLong departures = new AtomicLong();

  AddressTable(int max, int perAddress) {
    this.max = max;
    this.perAddress = perAddress;
  }

  /**
   * Adds a hold; it takes the address from whoever had it. When there are too many, the oldest are
   * forgotten, unless an event in flight may still ask for them. Dispatcher only.
   */
  void give(IpAddress address, Holding holding) {
    Holding[] before = holdings.getOrDefault(address, NONE);
    int from = 0;
    while (before.length - from >= perAddress
        && before[from + 1].order() <= holding.order() - NameTable.IN_FLIGHT) {
      from++;
      forgotten.increment();
    }
    Holding[] after = Arrays.copyOfRange(before, from, before.length + 1);
    after[after.length - 1] = holding;
    holdings.put(address, after);
    if (before.length > 0) {
      before[before.length - 1].supersede(holding.since());
      departures.incrementAndGet();
    }
    released.remove(address);
    if (holdings.size() > max) {
      forgetReleased(holding.order());
    }
  }

  /** Ends a hold. Dispatcher only. */
  void take(Holding holding, long order, Instant time) {
    holding.release(order, time);
    departures.incrementAndGet();
    Holding[] known = holdings.getOrDefault(holding.address(), NONE);
    if (known.length > 0 && known[known.length - 1].equals(holding)) {
      released.addLast(holding.address());
    }
  }

  /** Forgets addresses that nobody holds, those left first, unless somebody may still ask. */
  private void forgetReleased(long order) {
    while (holdings.size() > max && !released.isEmpty()) {
      IpAddress address = released.getFirst();
      Holding[] known = holdings.getOrDefault(address, NONE);
      if (known.length > 0
          && known[known.length - 1].releaseOrder() > order - NameTable.IN_FLIGHT) {
        return;
      }
      released.removeFirst();
      holdings.remove(address);
      forgotten.add(known.length);
    }
  }

  /** How often a hold has ended. Any thread. */
  long departures() {
    return departures.get();
  }

  /** Holds that were forgotten because an address had too many. */
  long forgotten() {
    return forgotten.sum();
  }

  /**
   * Who held the address.
   *
   * @param begun when the connection began
   * @param seen when the event that asks happened
   * @param order as of when
   * @return the holder, or null when the table knows none
   */
  @Nullable Holder find(IpAddress address, Instant begun, Instant seen, long order) {
    Holding[] known = holdings.get(address);
    if (known == null) {
      return null;
    }
    Holding late = null;
    Holding ended = null;
    Holding ahead = null;
    for (int i = known.length - 1; i >= 0; i--) {
      Holding holding = known[i];
      if (holding.order() > order) {
        continue;
      }
      if (!holding.since().isAfter(begun)) {
        Instant end = holding.end(order);
        if (end == null || end.isAfter(begun)) {
          return holding.holder();
        }
        ended = holding;
        break;
      }
      if (!holding.since().isAfter(begun.plus(LATENESS))) {
        late = holding.mayHaveBegunBy(begun) ? holding : late;
      } else if (ahead == null && holding.end(order) == null) {
        ahead = holding;
      }
    }
    if (late != null) {
      return Holder.container(late.member(), Certainty.LATE);
    }
    if (ahead != null && ahead.since().isAfter(seen.plus(CLOCK_STEP))) {
      // Known before in order, later by the clock: the clock of whoever saw the packet stepped
      // back.
      return Holder.container(ahead.member(), Certainty.CONFIRMED);
    }
    Instant end = ended == null ? null : ended.end(order);
    if (ended != null && end != null && !begun.isAfter(end.plus(LINGER))) {
      return Holder.container(ended.member(), Certainty.GUESSED);
    }
    return null;
  }
}
