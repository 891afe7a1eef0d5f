package io.ringwall.engine.route;

import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.config.Configuration.Placed;
import io.ringwall.engine.config.ModeEntry;
import io.ringwall.engine.config.ModeEntry.Way;
import io.ringwall.engine.config.Position;
import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.engine.ledger.LedgerRecord;
import io.ringwall.sdk.finding.Mode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Modes that operators gave to a running engine; immutable. Of one scope and direction there is
 * one: what is said later replaces what was said before.
 *
 * @param all the modes, the oldest first
 * @param by who changed them last
 * @param at when
 */
record OperatorModes(List<Given> all, String by, Instant at) {
  static final String KIND = "operator-modes";
  static final int VERSION = 1;
  static final OperatorModes NONE = new OperatorModes(List.of(), "", Instant.EPOCH);

  private static final JsonMapper MAPPER = JsonMapper.shared();

  OperatorModes {
    all = List.copyOf(all);
  }

  /**
   * One mode.
   *
   * @param scope pattern over {@code namespace/service}
   * @param directions for which directions, at least one
   * @param mode the mode
   * @param by who gave it, such as {@code operator:root}
   * @param at when
   */
  record Given(String scope, Set<Way> directions, Mode mode, String by, Instant at) {
    Given {
      directions = EnumSet.copyOf(directions);
    }

    private Given without(Set<Way> ways) {
      Set<Way> left = EnumSet.copyOf(directions);
      left.removeAll(ways);
      return new Given(scope, left, mode, by, at);
    }

    private boolean covers(Set<Way> ways) {
      return ways.containsAll(directions);
    }

    /** An earlier engine may have taken what this one refuses. */
    private Placed<ModeEntry> placed() {
      Set<Way> ways = directions.size() == Way.values().length ? Set.of() : directions;
      try {
        return new Placed<>(new ModeEntry(scope, null, ways, mode), new Position(by, 0, 0));
      } catch (IllegalArgumentException e) {
        throw new RingwallException(Category.CONFIGURATION, by + ": " + e.getMessage(), e);
      }
    }
  }

  /** None means all of them. */
  static Set<Way> ways(Set<Way> directions) {
    return directions.isEmpty() ? EnumSet.allOf(Way.class) : EnumSet.copyOf(directions);
  }

  /** With this one, in place of what was said of its scope and directions. */
  OperatorModes with(Given one) {
    List<Given> next =
        new ArrayList<>(without(one.scope(), one.directions(), one.by(), one.at()).all());
    next.add(one);
    return new OperatorModes(next, one.by(), one.at());
  }

  /** Without what was said of this scope and these directions. */
  OperatorModes without(String scope, Set<Way> directions, String who, Instant when) {
    List<Given> left = new ArrayList<>();
    for (Given given : all) {
      if (!given.scope().equals(scope)) {
        left.add(given);
      } else if (!given.covers(directions)) {
        left.add(given.without(directions));
      }
    }
    return new OperatorModes(left, who, when);
  }

  /** The configuration with these modes besides. */
  Configuration over(Configuration configuration) {
    return configuration.withModes(all.stream().map(Given::placed).toList());
  }

  LedgerRecord record() {
    return new LedgerRecord(KIND, VERSION, MAPPER.writeValueAsString(this));
  }

  static OperatorModes restore(LedgerRecord record) {
    try {
      return MAPPER.readValue(record.json(), OperatorModes.class);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new RingwallException(
          Category.INPUT, "the ledger's record of modes cannot be read: " + record.json(), e);
    }
  }
}
