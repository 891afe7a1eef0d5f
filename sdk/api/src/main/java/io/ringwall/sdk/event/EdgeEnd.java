package io.ringwall.sdk.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One end of an edge.
 *
 * @param kind what it names
 * @param workloadClass the class, for {@link EdgeEndKind#WORKLOAD} only
 * @param name the service, DNS name, block, host or address as text; empty for the outside and for
 *     classes
 */
public record EdgeEnd(EdgeEndKind kind, @Nullable WorkloadClass workloadClass, String name) {
  /** Everything outside the estate. */
  public static final EdgeEnd OUTSIDE = new EdgeEnd(EdgeEndKind.OUTSIDE, null, "");

  public EdgeEnd {
    Objects.requireNonNull(name, "name");
    if ((kind == EdgeEndKind.WORKLOAD) != (workloadClass != null)) {
      throw new IllegalArgumentException(
          "an end of kind " + kind + (workloadClass == null ? " needs a" : " has no") + " class");
    }
  }

  /** The end that names this class. */
  public static EdgeEnd of(WorkloadClass workloadClass) {
    return new EdgeEnd(EdgeEndKind.WORKLOAD, workloadClass, "");
  }

  /** The end of another kind that this text names. */
  public static EdgeEnd of(EdgeEndKind kind, String name) {
    return new EdgeEnd(kind, null, name);
  }

  /** For people: {@code shop/carts}, the name, or {@code outside}. */
  @Override
  public String toString() {
    if (workloadClass != null) {
      return workloadClass.toString();
    }
    return kind == EdgeEndKind.OUTSIDE ? "outside" : name;
  }
}
