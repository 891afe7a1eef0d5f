package io.ringwall.engine.rules;

import io.ringwall.engine.model.Glob;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.event.WorkloadClass;
import org.jspecify.annotations.Nullable;

/**
 * What the findings of a rule set may be about, as patterns with {@code *}.
 *
 * @param namespace pattern of the workload's namespace
 * @param image pattern of its image's repository
 */
public record Scope(String namespace, String image) {
  /** Everything, also what is about no workload. */
  public static final Scope ALL = new Scope("*", "*");

  /** Does it cover this workload; one that is not known is covered by {@link #ALL} only. */
  public boolean covers(@Nullable Workload workload) {
    if (equals(ALL)) {
      return true;
    }
    if (workload == null) {
      return false;
    }
    WorkloadClass about = workload.workloadClass();
    return new Glob(namespace).matches(about.namespace())
        && new Glob(image).matches(about.repository());
  }
}
