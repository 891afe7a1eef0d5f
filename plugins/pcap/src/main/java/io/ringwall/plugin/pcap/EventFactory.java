package io.ringwall.plugin.pcap;

import io.ringwall.plugin.pcap.flow.ConnectionStates;
import io.ringwall.plugin.pcap.flow.FlowRecord;
import io.ringwall.plugin.pcap.packet.IpProtocol;
import io.ringwall.plugin.pcap.protocol.DnsLookup;
import io.ringwall.plugin.pcap.protocol.FlowFacts;
import io.ringwall.plugin.pcap.protocol.HttpTransaction;
import io.ringwall.plugin.pcap.protocol.ServicePorts;
import io.ringwall.plugin.pcap.protocol.TlsFacts;
import io.ringwall.sdk.event.DnsExchange;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowBuilder;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.HttpRequest;
import io.ringwall.sdk.event.HttpResponse;
import io.ringwall.sdk.event.IdentifiedBy;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.Tls;
import io.ringwall.sdk.event.Traffic;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes events of flows and exchanges. */
final class EventFactory {
  private final CaptureClock clock;
  private final EventPosition position;
  private final MacNames macs = new MacNames();

  EventFactory(CaptureClock clock, EventPosition position) {
    this.clock = clock;
    this.position = position;
  }

  Flow flow(FlowRecord flow, @Nullable FlowFacts facts, FlowPhase phase, long timeNanos) {
    FlowLabel label = label(flow);
    FlowBuilder event =
        Flow.builder(position.origin(), position.sequence(), clock.instant(timeNanos))
            .ordinal(position.nextOrdinal())
            .flowId(label.flowId())
            .phase(phase)
            .answered(flow.answered())
            .originator(label.originator())
            .responder(label.responder())
            .protocol(protocol(flow.protocol()))
            .protocolNumber(flow.protocol() == IpProtocol.ARP ? -1 : flow.protocol())
            .state(ConnectionStates.of(flow))
            .history(flow.history())
            .start(clock.instant(flow.startNanos()))
            .traffic(traffic(flow))
            .preExisting(flow.preExisting())
            .witnesses(position.witnesses(flow.firstInput()));
    if (phase == FlowPhase.CLOSE) {
      event.end(clock.instant(flow.lastNanos()));
    }
    if (flow.isIcmp()) {
      event.icmpType(flow.icmpType()).icmpCode(flow.icmpCode());
    }
    if (flow.vlan() != 0) {
      event.attributes(Map.of("vlan", (long) flow.vlan()));
    }
    addFacts(event, flow, facts);
    return event.build();
  }

  private FlowLabel label(FlowRecord flow) {
    if (flow.label() instanceof FlowLabel known) {
      return known;
    }
    CaptureInput input = position.input(flow.firstInput());
    FlowLabel label =
        new FlowLabel(
            input.epoch() + "/" + flow.firstOffset(),
            endpoint(
                flow,
                flow.originatorHigh(),
                flow.originatorLow(),
                flow.originatorPort(),
                flow.mac(true)),
            endpoint(
                flow,
                flow.responderHigh(),
                flow.responderLow(),
                flow.responderPort(),
                flow.mac(false)));
    flow.label(label);
    return label;
  }

  private static Traffic traffic(FlowRecord flow) {
    return new Traffic(
        flow.bytes(true),
        flow.packets(true),
        flow.bytes(false),
        flow.packets(false),
        flow.missedBytes());
  }

  private static void addFacts(FlowBuilder event, FlowRecord flow, @Nullable FlowFacts facts) {
    String byPayload = facts == null ? null : facts.applicationProtocol();
    if (byPayload != null) {
      event.applicationProtocol(byPayload).identifiedBy(IdentifiedBy.PAYLOAD);
    } else {
      String byPort = usual(flow);
      event
          .applicationProtocol(byPort)
          .identifiedBy(byPort == null ? IdentifiedBy.UNKNOWN : IdentifiedBy.PORT);
    }
    if (facts != null) {
      event.httpHost(facts.httpHost()).clientChain(facts.clientChain());
      TlsFacts tls = facts.tls();
      if (tls != null) {
        event.tls(tls(tls));
      }
    }
  }

  private static @Nullable String usual(FlowRecord flow) {
    return switch (flow.protocol()) {
      case IpProtocol.TCP -> ServicePorts.tcp(flow.responderPort());
      case IpProtocol.UDP -> ServicePorts.udp(flow.responderPort());
      default -> null;
    };
  }

  private static Tls tls(TlsFacts facts) {
    return Tls.builder()
        .version(facts.version())
        .sni(facts.serverName())
        .ech(facts.encryptedClientHello())
        .alpn(facts.applicationProtocol())
        .cipher(facts.cipher())
        .ja4(facts.ja4())
        .certificateSubject(facts.certificateSubject())
        .build();
  }

  private static Protocol protocol(int number) {
    return switch (number) {
      case IpProtocol.TCP -> Protocol.TCP;
      case IpProtocol.UDP -> Protocol.UDP;
      case IpProtocol.ICMP -> Protocol.ICMP;
      case IpProtocol.ICMPV6 -> Protocol.ICMPV6;
      case IpProtocol.SCTP -> Protocol.SCTP;
      case IpProtocol.GRE -> Protocol.GRE;
      case IpProtocol.ESP -> Protocol.ESP;
      case IpProtocol.ARP -> Protocol.ARP;
      default -> Protocol.OTHER;
    };
  }

  private Endpoint endpoint(FlowRecord flow, long high, long low, int port, long mac) {
    IpAddress address = new IpAddress(high, low);
    String interfaceName = position.input(flow.firstInput()).interfaceName();
    if (interfaceName != null && address.isLinkLocal()) {
      address = new IpAddress(high, low, interfaceName);
    }
    return Endpoint.builder().address(address).port(port).mac(macs.text(mac)).build();
  }

  DnsExchange dns(FlowRecord flow, DnsLookup lookup, long timeNanos) {
    FlowLabel label = label(flow);
    return DnsExchange.builder(position.origin(), position.sequence(), clock.instant(timeNanos))
        .ordinal(position.nextOrdinal())
        .originator(label.originator())
        .responder(label.responder())
        .flowId(label.flowId())
        .query(lookup.query())
        .type(lookup.type())
        .responseCode(lookup.responseCode())
        .answers(lookup.answers())
        .roundTrip(lookup.roundTripNanos() < 0 ? null : Duration.ofNanos(lookup.roundTripNanos()))
        .build();
  }

  HttpExchange http(FlowRecord flow, HttpTransaction transaction, long timeNanos) {
    FlowLabel label = label(flow);
    boolean answered = transaction.status() > 0;
    return HttpExchange.builder(position.origin(), position.sequence(), clock.instant(timeNanos))
        .ordinal(position.nextOrdinal())
        .originator(label.originator())
        .responder(label.responder())
        .flowId(label.flowId())
        .method(transaction.method())
        .httpHost(transaction.host())
        .path(transaction.path())
        .query(transaction.query())
        .version(transaction.version())
        .headers(transaction.headers())
        .userAgent(transaction.userAgent())
        .request(request(transaction))
        .status(transaction.status())
        .response(answered ? response(transaction) : null)
        .received(clock.instant(transaction.receivedNanos()))
        .firstByte(answered ? clock.instant(timeNanos) : null)
        .clientChain(transaction.clientChain())
        .build();
  }

  private static HttpRequest request(HttpTransaction transaction) {
    return HttpRequest.builder()
        .bytes(transaction.requestBytes())
        .bodyBytes(transaction.requestBodyBytes())
        .contentType(transaction.contentType())
        .build();
  }

  private static HttpResponse response(HttpTransaction transaction) {
    return HttpResponse.builder()
        .bodyBytes(Math.max(0, transaction.responseBodyBytes()))
        .contentType(transaction.responseContentType())
        .build();
  }
}
