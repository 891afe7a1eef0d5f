package io.ringwall.bench.application;

import io.ringwall.bench.packet.Speech;
import io.ringwall.sdk.event.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Draws who may speak to whom. */
final class EdgeDrawing {
  private static final int HOST_PORT = 9100;
  private static final int NAMED_HOST_PORT = 8090;
  private static final IpAddress OUTSIDE_RESOLVER = IpAddress.parse("192.0.2.53");

  private final Draw draw;
  private final Application application;

  EdgeDrawing(Draw draw, Application application) {
    this.draw = draw;
    this.application = application;
  }

  void draw() {
    betweenServices();
    names();
    toNames();
    toNamedHost();
    toAddresses();
    host();
    fromOutside();
  }

  private void betweenServices() {
    for (Service from : application.services()) {
      for (Service to : application.services()) {
        if (from.meets(to) && draw.chance(share(from, to))) {
          between(from, to);
        }
      }
    }
  }

  private double share(Service from, Service to) {
    if (from.equals(to)) {
      return to.name().equals("cluster") && application.of(to).size() > 1 ? 1 : 0;
    }
    return from.namespace().equals(to.namespace()) ? 0.3 : 0.15;
  }

  private void between(Service from, Service to) {
    List<Port> spoken = to.ports().stream().filter(port -> port.speech() != Speech.DNS).toList();
    if (!spoken.isEmpty()) {
      application.add(Edge.of(new End.Of(from), new End.Of(to), draw.pick(spoken)));
      if (draw.chance(0.3)) {
        application.add(Edge.of(new End.Of(from), new End.Of(to), draw.pick(spoken)));
      }
    }
    if (draw.chance(0.15)) {
      boolean family4 = draw.chance(0.5) || !shareIpv6(from, to);
      application.add(Edge.of(new End.Of(from), new End.Of(to), Port.echo(family4)));
    }
  }

  private static boolean shareIpv6(Service from, Service to) {
    return from.networks().stream()
        .anyMatch(network -> network.has(false) && to.networks().contains(network));
  }

  private void names() {
    List<IpAddress> shared = List.of(IpAddress.parse("192.0.2.10"), six(10));
    name("verifier.example", List.of(), shared);
    name("mirror.example", List.of("pool.cdn.example"), shared);
    name("unwanted.example", List.of(), shared);
    name("api.partner.example", List.of("api.cdn.example", "e3.cdn.example"), own(11));
    name("feed.example", List.of(), own(12));
    name("backup.example", List.of("b.cdn.example"), own(13));
    name("stranger.example", List.of(), own(14));
  }

  private void name(String name, List<String> aliases, List<IpAddress> addresses) {
    application.names().add(new OutsideName(name, aliases, addresses));
  }

  private List<IpAddress> own(int number) {
    List<IpAddress> addresses = new ArrayList<>();
    addresses.add(IpAddress.parse("192.0.2." + 2 * number));
    if (draw.chance(0.5)) {
      addresses.add(IpAddress.parse("192.0.2." + (2 * number + 1)));
    }
    if (draw.chance(0.6)) {
      addresses.add(six(number));
    }
    return addresses;
  }

  private static IpAddress six(int number) {
    return IpAddress.parse("2001:db8:7::" + number);
  }

  private void toNames() {
    List<Service> clients = draw.shuffled(application.services()).subList(0, draw.between(3, 4));
    List<OutsideName> names = application.names();
    for (int i = 0; i < clients.size(); i++) {
      Service client = clients.get(i);
      application.resolver(client, resolver(client));
      if (i == 0) {
        // Two names of one address, and a third that nobody here wants.
        to(client, names.get(0), Port.tcp(443, Speech.TLS));
        to(client, names.get(1), Port.tcp(443, Speech.TLS));
        to(client, names.get(1), Port.tcp(80, Speech.HTTP));
        continue;
      }
      to(client, names.get(draw.between(3, 5)), namedPort());
      if (draw.chance(0.5)) {
        to(client, names.get(draw.between(0, 1)), Port.tcp(443, Speech.TLS));
      }
    }
  }

  private Port namedPort() {
    return draw.pick(
        List.of(
            Port.tcp(443, Speech.TLS),
            Port.tcp(8443, Speech.TLS),
            Port.tcp(80, Speech.HTTP),
            Port.tcp(7001, Speech.LINES),
            Port.tcp(5432, Speech.POSTGRES),
            Port.udp(123, Speech.NTP),
            Port.echo(true)));
  }

  private void to(Service client, OutsideName name, Port port) {
    application.add(Edge.of(new End.Of(client), new End.Named(name), port));
  }

  private Edge resolver(Service client) {
    Port port = draw.chance(0.2) ? Port.tcp(53, Speech.DNS) : Port.udp(53, Speech.DNS);
    Optional<Service> inside =
        draw.any(
            application.services().stream()
                .filter(service -> service.name().equals("names"))
                .filter(service -> service.meets(client) && !service.equals(client))
                .toList());
    End to =
        inside.isPresent() && draw.chance(0.6)
            ? new End.Of(inside.get())
            : draw.chance(0.5) ? new End.Host() : new End.At(OUTSIDE_RESOLVER);
    return Edge.of(new End.Of(client), to, port);
  }

  /** A name of the host itself: the name is the destination, not the host. */
  private void toNamedHost() {
    List<Service> strangers =
        application.services().stream()
            .filter(service -> application.resolver(service).isEmpty())
            .toList();
    Optional<Service> client = draw.any(strangers);
    if (client.isEmpty() || draw.chance(0.3)) {
      return;
    }
    IpAddress gateway = client.get().networks().getFirst().gateway(true).address();
    OutsideName name = new OutsideName("host.internal.example", List.of(), List.of(gateway));
    application.resolver(
        client.get(),
        Edge.of(new End.Of(client.get()), new End.At(OUTSIDE_RESOLVER), Port.udp(53, Speech.DNS)));
    application.names().add(name);
    to(client.get(), name, Port.tcp(NAMED_HOST_PORT, Speech.HTTP));
  }

  /** Does the service know the host by a name. */
  static boolean namesHost(Application application, Service service) {
    return application.begunBy(service).stream()
        .anyMatch(edge ->
            edge.to() instanceof End.Named(OutsideName name) && name.name().startsWith("host."));
  }

  private void toAddresses() {
    for (int i = 0; i < draw.between(2, 3); i++) {
      IpAddress address = IpAddress.parse("192.0.2." + (200 + i));
      Port port =
          draw.pick(
              List.of(
                  Port.tcp(7001, Speech.LINES),
                  Port.tcp(443, Speech.TLS),
                  Port.udp(123, Speech.NTP),
                  Port.udp(514, Speech.SYSLOG),
                  Port.echo(true)));
      Service client = draw.pick(application.services());
      // A server name that the client did not resolve says nothing.
      String shown = port.speech() == Speech.TLS ? "unresolved.example" : "";
      application.add(new Edge(new End.Of(client), new End.At(address), port, shown));
    }
  }

  private void host() {
    for (Service service : draw.shuffled(application.services()).subList(0, 3)) {
      if (!namesHost(application, service)) {
        Port port = draw.chance(0.7) ? Port.tcp(HOST_PORT, Speech.HTTP) : Port.echo(true);
        application.add(Edge.of(new End.Of(service), new End.Host(), port));
      }
    }
    for (Service service : draw.shuffled(application.services()).subList(0, 4)) {
      Port port = draw.pick(service.ports());
      boolean echo = port.speech() == Speech.DNS || draw.chance(0.2);
      application.add(Edge.of(new End.Host(), new End.Of(service), echo ? Port.echo(true) : port));
    }
  }

  private void fromOutside() {
    for (Service service : application.services()) {
      boolean published = service.name().equals("front") || draw.chance(0.1);
      Port port = draw.pick(service.ports());
      if (published && port.speech() != Speech.DNS) {
        application.add(Edge.of(new End.Outside(), new End.Of(service), port));
      }
    }
  }
}
