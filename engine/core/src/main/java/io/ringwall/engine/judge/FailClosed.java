package io.ringwall.engine.judge;

import io.ringwall.engine.config.InlineSettings;
import io.ringwall.engine.model.Glob;
import io.ringwall.sdk.event.WorkloadClass;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The workloads to which nothing passes that was not judged in time. */
record FailClosed(List<Scope> scopes) {
  private record Scope(Glob namespace, Glob service) {
    static Scope of(String pattern) {
      int slash = pattern.indexOf('/');
      return new Scope(
          new Glob(pattern.substring(0, slash)), new Glob(pattern.substring(slash + 1)));
    }

    boolean covers(String ofNamespace, String ofService) {
      return namespace.matches(ofNamespace) && service.matches(ofService);
    }
  }

  static FailClosed of(InlineSettings settings) {
    return new FailClosed(settings.failClosed().stream().map(Scope::of).toList());
  }

  /** What is of no known workload is covered by a pattern for everything only. */
  boolean covers(@Nullable WorkloadClass asked) {
    String namespace = asked == null ? "" : asked.namespace();
    String service = asked == null ? "" : asked.service();
    return scopes.stream().anyMatch(scope -> scope.covers(namespace, service));
  }
}
