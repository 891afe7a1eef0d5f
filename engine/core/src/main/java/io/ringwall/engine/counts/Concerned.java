package io.ringwall.engine.counts;

import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.Count;
import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.event.DnsExchange;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.FileEvent;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.ProcessEvent;
import io.ringwall.sdk.event.Workload;
import org.jspecify.annotations.Nullable;

/** Which workload an event is counted for. */
final class Concerned {
  private Concerned() {}

  static @Nullable Workload by(Event event) {
    return switch (event) {
      case Flow flow -> flow.originator().workload();
      case DnsExchange dns -> dns.originator().workload();
      case HttpExchange http -> first(http.originator().workload(), http.responder().workload());
      case ProcessEvent process -> process.workload();
      case FileEvent file -> file.workload();
      case ContainerEvent container -> container.workload();
      case Count count -> count.subject();
      case CustomEvent custom -> first(custom.workload(), behind(custom.originator()));
      default -> null;
    };
  }

  private static @Nullable Workload behind(@Nullable Endpoint end) {
    return end == null ? null : end.workload();
  }

  private static @Nullable Workload first(@Nullable Workload one, @Nullable Workload other) {
    return one == null ? other : one;
  }
}
