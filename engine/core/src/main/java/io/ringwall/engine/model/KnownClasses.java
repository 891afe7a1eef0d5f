package io.ringwall.engine.model;

import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeState;
import io.ringwall.sdk.event.WorkloadClass;
import java.util.LinkedHashSet;
import java.util.Set;

/** The workload classes that a model knows by their edges. */
public final class KnownClasses {
  private KnownClasses() {}

  /**
   * Those whose {@code namespace/service} a pattern matches; {@code *} in it is any text. A class
   * whose edges are all denied is among them. Learning thread, or while nobody writes.
   */
  public static Set<WorkloadClass> matching(Model model, Permitted permitted, String pattern) {
    var glob = new Glob(pattern);
    Set<WorkloadClass> classes = new LinkedHashSet<>();
    for (KnownEdge edge : model.edges()) {
      if (edge.state() == EdgeState.LEARNED) {
        add(classes, glob, edge.key().from());
        add(classes, glob, edge.key().to());
      }
    }
    permitted
        .edges()
        .forEach(edge -> {
          add(classes, glob, edge.from());
          add(classes, glob, edge.to());
        });
    return classes;
  }

  private static void add(Set<WorkloadClass> classes, Glob glob, EdgeEnd end) {
    WorkloadClass known = end.workloadClass();
    if (known != null && glob.matches(known.toString())) {
      classes.add(known);
    }
  }
}
