package io.ringwall.bench.deluge;

import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.Image;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.plugin.SourceContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** Makes the events: of ten, two are of connections, four of how they go on, four of requests. */
final class Drops {
  private static final int CONNECTIONS = 10_000;
  private static final int CLIENTS = 192 << 24 | 168 << 16;
  private static final int TEN = 10;

  private final InstantSource clock;
  private final Origin origin;
  private final Endpoint server;
  private final Workload workload;
  private long sequence;
  private int turn;
  private String kind = "";

  Drops(SourceContext context) {
    this.clock = context.clock();
    this.origin = context.origin(context.startEpoch());
    this.server = Endpoint.builder().address(IpAddress.parse("192.168.255.1")).port(80).build();
    this.workload =
        Workload.builder()
            .containerId("5eed".repeat(16))
            .name("deluged")
            .namespace("bench")
            .service("deluged")
            .image(Image.parse("registry.test/deluged:1"))
            .build();
  }

  /** The class of what was made last. */
  String kind() {
    return kind;
  }

  Event next() {
    int number = turn++;
    int within = number % TEN;
    if (within == 0) {
      return flow(number, FlowPhase.ATTEMPT, "connection");
    }
    if (within == TEN - 1) {
      return flow(number, FlowPhase.CLOSE, "connection");
    }
    return within % 2 == 0 ? request(number) : flow(number, FlowPhase.UPDATE, "detail");
  }

  private static Endpoint client(int number) {
    int connection = number / TEN % CONNECTIONS;
    return Endpoint.builder()
        .address(IpAddress.ofIpv4(CLIENTS | connection & 0xFFF))
        .port(10_000 + number / TEN / CONNECTIONS % 50_000)
        .build();
  }

  private Flow flow(int number, FlowPhase phase, String of) {
    kind = of;
    Instant now = clock.instant();
    return Flow.builder(origin, sequence++, now)
        .flowId(String.valueOf(number / TEN))
        .phase(phase)
        .protocol(Protocol.TCP)
        .protocolNumber(6)
        .originator(client(number))
        .responder(server)
        .start(now)
        .build();
  }

  private HttpExchange request(int number) {
    kind = "content";
    return HttpExchange.builder(origin, sequence++, clock.instant())
        .originator(client(number))
        .responder(server)
        .method("GET")
        .path("/catalogue/of/things/that/nobody/asked/for/before/" + number)
        .status(200)
        .build();
  }

  Event alarm() {
    return CustomEvent.builder(origin, sequence, clock.instant())
        .type("deluge.alarm")
        .attributes(Map.of("number", sequence++))
        .build();
  }

  Event container() {
    return ContainerEvent.builder(origin, sequence++, clock.instant())
        .action(ContainerAction.HEALTH)
        .workload(workload)
        .health("healthy")
        .build();
  }
}
