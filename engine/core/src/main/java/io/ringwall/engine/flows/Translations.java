package io.ringwall.engine.flows;

import io.ringwall.sdk.event.AddressPair;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses stand for others: those of services and published ports, once a translation of
 * them was told, and those that originators are masqueraded to. Packets may be seen a moment before
 * that is told of their own connection, and wait for it where they go to a service. Used by the
 * dispatcher.
 */
public final class Translations {
  /** How long an attempt waits for its translation (DESIGN, Words). */
  static final Duration PATIENCE = Duration.ofMillis(100);

  private static final int ADDRESSES_MAX = 4_096;
  private static final int CONNECTIONS_MAX = 65_536;

  private final LinkedHashSet<Asked> addresses = new LinkedHashSet<>();
  private final LinkedHashSet<Tuple> told = new LinkedHashSet<>();
  private final LinkedHashSet<Tuple> awaited = new LinkedHashSet<>();

  private final LinkedHashSet<IpAddress> masks = new LinkedHashSet<>();
  private final LinkedHashMap<Tuple, Endpoint> masqueraded = new LinkedHashMap<>();

  private record Asked(IpAddress address, int port, int protocol) {}

  private static <T> void keep(SequencedSet<T> all, T one, int most) {
    all.addLast(one);
    if (all.size() > most) {
      all.removeFirst();
    }
  }

  /**
   * Takes in what an event tells of its connection's translation.
   *
   * @return did somebody wait for it
   */
  public boolean learn(Flow event) {
    learnMasquerade(event);
    AddressPair original = event.original();
    if (original == null) {
      return false;
    }
    int protocol = event.protocolNumber();
    Tuple before = Tuple.of(original, protocol);
    keep(
        addresses,
        new Asked(original.responder(), original.responderPort(), protocol),
        ADDRESSES_MAX);
    keep(told, before, CONNECTIONS_MAX);
    return awaited.remove(before);
  }

  private void learnMasquerade(Flow event) {
    AddressPair pair = event.masqueraded();
    if (pair != null) {
      keep(masks, pair.originator(), ADDRESSES_MAX);
      masqueraded.putLast(Tuple.of(pair, event.protocolNumber()), event.originator());
      if (masqueraded.size() > CONNECTIONS_MAX) {
        masqueraded.pollFirstEntry();
      }
    } else if (event.history().isEmpty() && masks.contains(event.originator().address())) {
      // Who tracks connections says of this one that it is the host's own.
      masqueraded.remove(Tuple.of(event));
    }
  }

  /** The event with its true originator, where packets hide that. */
  public Flow unmasked(Flow event) {
    if (masks.isEmpty() || !masks.contains(event.originator().address())) {
      return event;
    }
    Endpoint originator = masqueraded.get(Tuple.of(event));
    return originator == null || event.history().isEmpty()
        ? event
        : Unmasked.with(event, originator);
  }

  /**
   * Until when this event should be held back, since its responder's address stands for another one
   * that is not known yet; null when it need not wait.
   */
  public @Nullable Instant waitsUntil(Flow event) {
    if (addresses.isEmpty() || event.phase() != FlowPhase.ATTEMPT || event.original() != null) {
      return null;
    }
    var asked =
        new Asked(event.responder().address(), event.responder().port(), event.protocolNumber());
    if (!addresses.contains(asked)) {
      return null;
    }
    Tuple tuple = Tuple.of(event);
    if (told.contains(tuple)) {
      return null;
    }
    keep(awaited, tuple, CONNECTIONS_MAX);
    return event.time().plus(PATIENCE);
  }
}
