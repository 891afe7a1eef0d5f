package io.ringwall.engine.identity;

import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowBuilder;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.ProcessRef;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.Workload;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is told by who sees the processes of sockets, for tests. */
public final class SharedNetwork {
  private SharedNetwork() {}

  /** A process of this container of the host's network, or of none, began to connect. */
  public static Flow connects(
      Estate estate, String from, String to, @Nullable Workload container, Instant time) {
    return flow(estate, from, to, time)
        .originator(end(from, container))
        .process(ProcessRef.builder().entityId("b/7/1").pid(7).hostPid(7).name("wget").build())
        .build();
  }

  /** This container of the host's network accepted a connection. */
  public static Flow accepts(
      Estate estate, String from, String to, Workload container, Instant time) {
    return flow(estate, from, to, time)
        .responder(end(to, container))
        .phase(FlowPhase.ESTABLISHED)
        .build();
  }

  private static FlowBuilder flow(Estate estate, String from, String to, Instant time) {
    return estate.flow("process", "e1", from, to, time, Protocol.TCP);
  }

  private static Endpoint end(String text, @Nullable Workload container) {
    Endpoint end = Estate.end(text);
    return Endpoint.builder()
        .address(end.address())
        .port(end.port())
        .workload(container == null ? null : stub(container.containerId()))
        .build();
  }

  private static Workload stub(String id) {
    return Workload.builder()
        .containerId(id)
        .name(id)
        .namespace("default")
        .service("unknown")
        .build();
  }
}
