package io.ringwall.engine.identity;

import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.ContainerEventBuilder;
import io.ringwall.sdk.event.DnsAnswer;
import io.ringwall.sdk.event.DnsExchange;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowBuilder;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.Image;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.NetworkAttachment;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes events of a small estate, for tests. */
public final class Estate {
  /** When all tests begin. */
  public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private long sequence;

  /** This much after the beginning. */
  public static Instant at(double seconds) {
    return START.plus(Duration.ofNanos(Math.round(seconds * 1e9)));
  }

  /** A container of this service in namespace {@code shop}. */
  public static Workload workload(String name, String service, String... addresses) {
    return Workload.builder()
        .containerId((Integer.toHexString(name.hashCode()) + "0".repeat(64)).substring(0, 64))
        .name(name)
        .image(Image.parse("registry.test/" + service + ":1"))
        .namespace("shop")
        .service(service)
        .networks(
            List.of(
                new NetworkAttachment(
                    "shop_default",
                    null,
                    List.of(addresses).stream().map(IpAddress::parse).toList(),
                    null,
                    List.of())))
        .build();
  }

  /** The container did this. */
  public ContainerEvent container(ContainerAction action, Workload workload, Instant time) {
    return event(action, workload, time).build();
  }

  /** The container did this, to be said in more detail. */
  public ContainerEventBuilder event(ContainerAction action, Workload workload, Instant time) {
    return ContainerEvent.builder(new Origin("h1", "docker", "log"), sequence++, time)
        .action(action)
        .workload(workload)
        .networks(
            action == ContainerAction.START || action == ContainerAction.NETWORK_CONNECT
                ? workload.networks()
                : List.of());
  }

  /** A TCP connection, as {@code address:port} of both ends, at its first packet. */
  public FlowBuilder tcp(String from, String to, Instant time) {
    return flow("pcap", "e1", from, to, time, Protocol.TCP);
  }

  /** A connection as this source sees it, at its first packet. */
  public FlowBuilder flow(
      String source, String epoch, String from, String to, Instant time, Protocol protocol) {
    return Flow.builder(new Origin("h1", source, epoch), sequence++, time)
        .flowId(source + "-" + from + "-" + to)
        .phase(FlowPhase.ATTEMPT)
        .originator(end(from))
        .responder(end(to))
        .protocol(protocol)
        .protocolNumber(number(protocol))
        .start(time);
  }

  private static int number(Protocol protocol) {
    return switch (protocol) {
      case TCP -> 6;
      case UDP -> 17;
      case ICMP -> 1;
      case ICMPV6 -> 58;
      case ARP -> -1;
      default -> 99;
    };
  }

  /** An end as a source gives it. */
  public static Endpoint end(String text) {
    int colon = text.lastIndexOf(':');
    return Endpoint.builder()
        .address(IpAddress.parse(text.substring(0, colon)))
        .port(Integer.parseInt(text.substring(colon + 1)))
        .build();
  }

  /** An answer: the name asked for, then records as {@code owner TYPE data}. */
  public DnsExchange dns(String client, String query, Instant time, String... records) {
    List<DnsAnswer> answers = new ArrayList<>();
    for (String record : records) {
      String[] parts = record.split(" ", -1);
      answers.add(new DnsAnswer(parts[0], parts[1], parts[2], 60));
    }
    return DnsExchange.builder(new Origin("h1", "pcap", "e1"), sequence++, time)
        .originator(end(client + ":53000"))
        .responder(end("192.0.2.53:53"))
        .query(query)
        .type("A")
        .responseCode("NOERROR")
        .answers(answers)
        .build();
  }
}
