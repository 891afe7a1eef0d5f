package io.ringwall.server;

import io.ringwall.engine.model.Glob;
import io.ringwall.sdk.event.Workload;
import java.util.List;

/** How people name a container. */
final class Containers {
  private Containers() {}

  /** Is it one of these: its name (a pattern), or how its id begins. */
  static boolean named(List<String> names, Workload workload) {
    for (String name : names) {
      boolean byId = !name.isEmpty() && workload.containerId().startsWith(name);
      if (byId || new Glob(name).matches(workload.name())) {
        return true;
      }
    }
    return false;
  }
}
