package io.ringwall.engine.rules;

import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.event.WorkloadClass;
import java.util.regex.Pattern;
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
    return matches(namespace, about.namespace()) && matches(image, about.repository());
  }

  private static boolean matches(String pattern, String text) {
    StringBuilder expression = new StringBuilder();
    for (String part : pattern.split("\\*", -1)) {
      expression.append(expression.isEmpty() ? "" : ".*").append(Pattern.quote(part));
    }
    return Pattern.matches(expression.toString(), text);
  }
}
