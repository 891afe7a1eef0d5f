package io.ringwall.plugin.networkpolicy;

import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.WorkloadClass;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which namespaces and labels Kubernetes can have. */
final class Labels {
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern VALUE =
      Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");

  private Labels() {}

  /** Why no selector can select the class's pods; null when one can. */
  static @Nullable String problem(WorkloadClass asked) {
    if (!NAMESPACE.matcher(asked.namespace()).matches()) {
      return "'" + asked.namespace() + "' cannot be the name of a Kubernetes namespace";
    }
    if (!VALUE.matcher(asked.service()).matches()) {
      return "'" + asked.service() + "' cannot be the value of a Kubernetes label";
    }
    return null;
  }

  /** Does a class's selector select this end's pods: the image is none of its labels. */
  static boolean selectsAlso(WorkloadClass selected, EdgeEnd end) {
    WorkloadClass other = end.workloadClass();
    return other != null
        && other.namespace().equals(selected.namespace())
        && other.service().equals(selected.service());
  }

  static boolean selects(WorkloadClass asked) {
    return problem(asked) == null;
  }
}
