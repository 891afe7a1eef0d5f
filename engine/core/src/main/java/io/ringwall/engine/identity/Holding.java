package io.ringwall.engine.identity;

import io.ringwall.sdk.event.Certainty;
import io.ringwall.sdk.event.IpAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One container's hold on one address. Everything but its release is fixed; the release is written
 * once by the dispatcher and carries its order, so that a reader can tell whether it had happened.
 */
final class Holding {
  private final IpAddress address;
  private final KnownWorkload member;
  private final long order;
  private final Instant joined;
  private final Instant since;
  private final @Nullable Instant until;
  private final @Nullable String network;
  private final Holder holder;
  private volatile @Nullable Release release;
  private volatile @Nullable Instant superseded;

  /**
   * A hold that became known at this order.
   *
   * @param joined it was given the address no earlier than this
   * @param since it is known to have it from then on
   * @param until its end, where that was told together with its beginning
   * @param assumed is it only concluded from where the container was seen at another time
   */
  Holding(
      IpAddress address,
      KnownWorkload member,
      long order,
      Instant joined,
      Instant since,
      @Nullable Instant until,
      boolean assumed,
      @Nullable String network) {
    this.address = address;
    this.member = member;
    this.order = order;
    this.joined = joined;
    this.since = since;
    this.until = until;
    this.network = network;
    this.holder = Holder.of(this, assumed ? Certainty.GUESSED : Certainty.CONFIRMED);
  }

  private record Release(long order, Instant time) {}

  IpAddress address() {
    return address;
  }

  KnownWorkload member() {
    return member;
  }

  long order() {
    return order;
  }

  Instant since() {
    return since;
  }

  /** May it have had the address at this time, which is before it was known to. */
  boolean mayHaveBegunBy(Instant time) {
    return !joined.isAfter(time);
  }

  /** Who the address stands for while it is held. */
  Holder holder() {
    return holder;
  }

  @Nullable String network() {
    return network;
  }

  void release(long atOrder, Instant time) {
    if (release == null) {
      release = new Release(atOrder, time);
    }
  }

  /** Another one holds the address since this. */
  void supersede(Instant since) {
    superseded = since;
  }

  /** Has it become known, whenever that was, that this hold was over when something began. */
  boolean wasOverAt(Instant begun) {
    Release released = release;
    Instant next = superseded;
    return released != null && !released.time.isAfter(begun)
        || next != null && !next.isAfter(begun);
  }

  /** When it ended, as far as that had happened by this order; null while held. */
  @Nullable Instant end(long asOf) {
    Release released = release;
    if (released == null || released.order > asOf) {
      return until;
    }
    return until != null && until.isBefore(released.time) ? until : released.time;
  }

  /** The order of its release, or the greatest long while it is held. */
  long releaseOrder() {
    Release known = release;
    return known == null ? Long.MAX_VALUE : known.order;
  }
}
