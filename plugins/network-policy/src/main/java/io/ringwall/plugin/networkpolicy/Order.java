package io.ringwall.plugin.networkpolicy;

import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.WorkloadClass;
import java.util.Comparator;

/** The order in which everything is written, so that the same boundary gives the same bytes. */
final class Order {
  static final Comparator<WorkloadClass> CLASSES =
      Comparator.comparing(WorkloadClass::namespace)
          .thenComparing(WorkloadClass::service)
          .thenComparing(WorkloadClass::repository);

  static final Comparator<EdgeEnd> ENDS =
      Comparator.comparing(EdgeEnd::kind)
          .thenComparing(EdgeEnd::workloadClass, Comparator.nullsFirst(CLASSES))
          .thenComparing(EdgeEnd::name);

  static final Comparator<EdgeKey> EDGES =
      Comparator.comparing(EdgeKey::from, ENDS)
          .thenComparing(EdgeKey::to, ENDS)
          .thenComparing(EdgeKey::protocol)
          .thenComparingInt(EdgeKey::port);

  private Order() {}
}
