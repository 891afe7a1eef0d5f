package io.ringwall.engine.model;

import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.config.ModeEntry.Way;
import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.WorkloadClass;
import io.ringwall.sdk.finding.Mode;

/** What learns under some modes. Immutable. */
public final class LearningScopes {
  private final Modes modes;

  LearningScopes(Modes modes) {
    this.modes = modes;
  }

  /**
   * What learns under this configuration.
   *
   * @throws io.ringwall.engine.config.RingwallException of category CONFIGURATION when two scopes
   *     are equally specific
   */
  public static LearningScopes of(Configuration configuration) {
    return new LearningScopes(
        new Modes(configuration.settings().model().mode(), configuration.modes()));
  }

  /** Does this edge learn: by the stricter mode of its ends. */
  public boolean has(EdgeKey edge) {
    WorkloadClass from = edge.from().workloadClass();
    WorkloadClass to = edge.to().workloadClass();
    Mode source = from == null ? null : modes.of(from, way(edge.to(), Way.OUTBOUND));
    Mode destination = to == null ? null : modes.of(to, way(edge.from(), Way.INBOUND));
    if (source == null || destination == null) {
      Mode only = source == null ? destination : source;
      return (only == null ? modes.otherwise() : only) == Mode.LEARN;
    }
    return (source.compareTo(destination) > 0 ? source : destination) == Mode.LEARN;
  }

  private static Way way(EdgeEnd other, Way beyond) {
    return switch (other.kind()) {
      case WORKLOAD, HOST, SERVICE -> Way.EAST_WEST;
      default -> beyond;
    };
  }

  /** Does what this container is learn. */
  public boolean has(WorkloadClass workloadClass) {
    return has(new ClassKey(workloadClass.namespace(), workloadClass.repository()));
  }

  /** Some service's mode of this image in this namespace: learning of a class is per image. */
  boolean has(ClassKey key) {
    return modes.of(new WorkloadClass(key.namespace(), "", key.repository()), Way.EAST_WEST)
        == Mode.LEARN;
  }
}
