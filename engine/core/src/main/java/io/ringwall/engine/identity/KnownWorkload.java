package io.ringwall.engine.identity;

import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.event.WorkloadClass;
import java.util.Objects;

/**
 * A container as it was known from one moment on, with what is asked of it for each flow computed
 * once.
 */
public final class KnownWorkload {
  private final Workload workload;
  private final WorkloadClass workloadClass;
  private final EdgeEnd edgeEnd;

  KnownWorkload(Workload workload) {
    this.workload = Objects.requireNonNull(workload, "workload");
    this.workloadClass = workload.workloadClass();
    this.edgeEnd = EdgeEnd.of(workloadClass);
  }

  /** The container. */
  public Workload workload() {
    return workload;
  }

  /** Its class. */
  public WorkloadClass workloadClass() {
    return workloadClass;
  }

  /** Its class as an end of an edge. */
  public EdgeEnd edgeEnd() {
    return edgeEnd;
  }

  @Override
  public String toString() {
    return workload.name() + " (" + workloadClass + ")";
  }
}
