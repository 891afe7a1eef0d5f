package io.ringwall.bench.application;

import io.ringwall.bench.packet.DnsMessage;
import io.ringwall.bench.packet.TcpTalk;
import io.ringwall.bench.packet.UdpTalk;
import io.ringwall.sdk.event.IpAddress;
import java.util.List;
import java.util.Optional;

/** Names that containers look up before they call, seen on the wire. */
final class Lookups {
  private static final OutsideName HARMLESS =
      new OutsideName("status.example", List.of(), List.of(IpAddress.parse("192.0.2.240")));
  private static final long PATIENCE = 5 * Timeline.SECOND;

  private final Draw draw;
  private final Application application;
  private final Routes routes;
  private final Traffic traffic;

  Lookups(Draw draw, Application application, Routes routes, Traffic traffic) {
    this.draw = draw;
    this.application = application;
    this.routes = routes;
    this.traffic = traffic;
  }

  /** Asks whomever the service asks; returns when the answer is there. */
  long resolve(Container client, OutsideName name, IpAddress wanted, long at) {
    Edge edge =
        application
            .resolver(client.service())
            .orElseThrow(() -> new IllegalStateException(client.service() + " asks nobody"));
    Optional<Call> call =
        routes.find(edge, at, at + PATIENCE, candidate -> candidate.equals(client));
    traffic.memory().name(client, name);
    return ask(
        call.orElseThrow(() -> new IllegalStateException("nobody answers " + client.name())),
        edge.port(),
        name,
        wanted.isIpv4(),
        at);
  }

  /** A name of another container; the class is the destination all the same. */
  long internal(Container client, Container server, IpAddress address, long at) {
    Optional<Edge> edge = application.resolver(client.service());
    if (edge.isEmpty()) {
      return at;
    }
    String name = server.service().name() + "." + server.service().namespace() + ".internal";
    return resolve(client, new OutsideName(name, List.of(), List.of(address)), address, at);
  }

  /** A lookup for its own sake. */
  void harmless(Call call, Port port, long at) {
    ask(call, port, HARMLESS, true, at);
  }

  private long ask(Call call, Port port, OutsideName name, boolean family4, long at) {
    String asked = draw.chance(0.2) ? mixed(name.name()) : name.name();
    DnsMessage message = new DnsMessage(draw.random().nextInt(0x10000), asked, !family4);
    byte[] answer = message.answer(name.aliases(), name.addresses());
    if (port.isTcp()) {
      TcpTalk talk = traffic.tcp(call, port.number(), at).handshake();
      talk.say(true, DnsMessage.framed(message.question())).say(false, DnsMessage.framed(answer));
      return talk.close().nanos();
    }
    UdpTalk talk = traffic.udp(call, port.number(), at);
    if (draw.chance(0.3)) {
      DnsMessage searched =
          new DnsMessage(draw.random().nextInt(0x10000), name.name() + ".search.internal", false);
      talk.say(true, searched.question()).say(false, searched.noSuchName());
    }
    if (draw.chance(0.3)
        && !name.addresses().stream().anyMatch(other -> other.isIpv4() != family4)) {
      DnsMessage other = new DnsMessage(draw.random().nextInt(0x10000), name.name(), family4);
      talk.say(true, other.question()).say(false, other.answer(name.aliases(), List.of()));
    }
    return talk.say(true, message.question()).say(false, answer).nanos();
  }

  private String mixed(String name) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      text.append(draw.chance(0.5) ? Character.toUpperCase(letter) : letter);
    }
    return text.toString();
  }
}
