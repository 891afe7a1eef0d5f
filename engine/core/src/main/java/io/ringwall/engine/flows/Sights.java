package io.ringwall.engine.flows;

import io.ringwall.engine.flows.Sight.View;
import io.ringwall.sdk.event.ConnectionState;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import org.jspecify.annotations.Nullable;

/** All views of one flow, and whose word counts where they differ. Used by one thread. */
final class Sights {
  private Sight latest;
  private Sight teller;

  Sights(Flow first, Tuple tuple) {
    latest = new Sight(first, tuple, null);
    teller = latest;
  }

  /** The latest; the others follow. */
  Sight latest() {
    return latest;
  }

  /**
   * Could this event be another view of the flow.
   *
   * @param over has the flow ended
   */
  boolean admit(Flow event, Tuple tuple, boolean over) {
    boolean tracked = tracked();
    for (Sight sight = latest; sight != null; sight = sight.next()) {
      boolean goesOn = tracked && sight.closed() && !over;
      if (sight.sameStream(event, tuple) && !goesOn) {
        return false;
      }
    }
    return true;
  }

  /** Is one of them of the event's source. */
  boolean have(Flow event) {
    for (Sight sight = latest; sight != null; sight = sight.next()) {
      if (sight.source().equals(event.source())) {
        return true;
      }
    }
    return false;
  }

  /** Does the source use its name again, for another connection. */
  boolean beginsAnew(Flow event) {
    if (event.phase() != FlowPhase.ATTEMPT) {
      return false;
    }
    Sight sight = of(event);
    return sight != null && sight.closed();
  }

  private @Nullable Sight of(Flow event) {
    for (Sight sight = latest; sight != null; sight = sight.next()) {
      if (sight.of(event)) {
        return sight;
      }
    }
    return null;
  }

  /**
   * Adds the view that begins with this event.
   *
   * @return what its source called the flow before, or null
   */
  @Nullable String join(Flow event, Tuple tuple) {
    for (Sight sight = latest; sight != null; sight = sight.next()) {
      if (sight.closed() && sight.sameStream(event, tuple)) {
        return sight.goesOn(event);
      }
    }
    latest = new Sight(event, tuple, latest);
    return null;
  }

  /** Adds the views of another flow, which is this one. */
  void join(Sights others) {
    Sight last = others.latest;
    for (Sight sight = last.next(); sight != null; sight = sight.next()) {
      last = sight;
    }
    last.append(latest);
    latest = others.latest;
  }

  /** Takes in that its source said this. */
  @Nullable Sight heard(Flow event) {
    Sight sight = of(event);
    if (sight != null) {
      sight.heard(event);
    }
    return sight;
  }

  /**
   * Is it the state in this event that counts: that of the first witness, unless it saw no packets,
   * or, of a flow that is translated on its way, only those of one direction, and this one sees
   * more.
   */
  boolean tells(Flow event, @Nullable Sight by, boolean translated) {
    if (by == null || by.tracks() && event.state() == ConnectionState.UNKNOWN) {
      return false;
    }
    boolean more = weight(by, translated) > weight(teller, translated);
    if (more && (translated || teller.view() == View.TOLD)) {
      teller = by;
    }
    return teller == by;
  }

  private static int weight(Sight sight, boolean translated) {
    return switch (sight.view()) {
      case BOTH_WAYS -> 3;
      case ONE_WAY -> translated ? 1 : 2;
      case TOLD -> translated ? 2 : 1;
    };
  }

  /**
   * Does the flow end when this source says so. Where somebody only tracks it, those who see its
   * packets know better; of a flow that is translated on its way, those who see one direction alone
   * do not.
   */
  boolean end(@Nullable Sight by, boolean translated) {
    if (by == null || !tracked()) {
      return true;
    }
    for (Sight sight = latest; sight != null; sight = sight.next()) {
      if (sight != by && !sight.closed() && knowsBetter(sight, by, translated)) {
        return false;
      }
    }
    return true;
  }

  private static boolean knowsBetter(Sight one, Sight other, boolean translated) {
    if (other.view() == View.TOLD) {
      return one.view() == View.BOTH_WAYS || one.view() == View.ONE_WAY && !translated;
    }
    return translated && other.view() == View.ONE_WAY && one.view() != View.ONE_WAY;
  }

  private boolean tracked() {
    for (Sight sight = latest; sight != null; sight = sight.next()) {
      if (sight.tracks()) {
        return true;
      }
    }
    return false;
  }

  /** Will somebody who tracks the connection still say that it has ended. */
  boolean awaitsEnd() {
    for (Sight sight = latest; sight != null; sight = sight.next()) {
      if (sight.tracks() && !sight.closed()) {
        return true;
      }
    }
    return false;
  }
}
