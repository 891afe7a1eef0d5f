package io.ringwall.bench.application;

import io.ringwall.bench.packet.Station;
import io.ringwall.sdk.event.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds containers that can play an edge, and the network on which they meet. */
final class Routes {
  private final Draw draw;
  private final Application application;
  private int strangers;

  Routes(Draw draw, Application application) {
    this.draw = draw;
    this.application = application;
  }

  /** A call on this edge by containers that live then. */
  Optional<Call> find(Edge edge, long from, long until) {
    return find(edge, from, until, container -> !application.isProbing(container));
  }

  /** A call on this edge by a client of these. */
  Optional<Call> find(Edge edge, long from, long until, Predicate<Container> clients) {
    boolean preferred = draw.chance(0.7);
    Optional<Call> call = find(edge, from, until, clients, preferred);
    return call.isPresent() ? call : find(edge, from, until, clients, !preferred);
  }

  private Optional<Call> find(
      Edge edge, long from, long until, Predicate<Container> clients, boolean family4) {
    if (!edge.port().runsOver(family4)) {
      return Optional.empty();
    }
    return switch (edge.from()) {
      case End.Of(Service service) ->
          draw.any(
                  application.of(service).stream()
                      .filter(container -> container.lives(from, until))
                      .filter(clients)
                      .toList())
              .flatMap(client -> call(client, edge.to(), from, until, family4));
      case End.Host() -> server(edge.to(), null, from, until, family4).map(this::fromHost);
      case End.Outside() -> server(edge.to(), null, from, until, family4).map(this::fromOutside);
      case End.Named _, End.At _ ->
          throw new IllegalArgumentException("begins nothing: " + edge.from());
    };
  }

  private Optional<Call> call(Container client, End to, long from, long until, boolean family4) {
    return switch (to) {
      case End.Of _ -> server(to, client, from, until, family4);
      case End.Host() -> toHost(client, family4);
      case End.Named(OutsideName name) ->
          draw.any(
                  name.addresses().stream().filter(address -> address.isIpv4() == family4).toList())
              .flatMap(address -> toAddress(client, address));
      case End.At(IpAddress address) ->
          address.isIpv4() == family4 ? toAddress(client, address) : Optional.empty();
      case End.Outside() -> throw new IllegalArgumentException("the outside is no destination");
    };
  }

  private record Place(Container server, Network network) {}

  /** A server that lives then; with a client, on a network that both share. */
  private Optional<Call> server(
      End to, @Nullable Container client, long from, long until, boolean family4) {
    if (!(to instanceof End.Of(Service service))) {
      throw new IllegalArgumentException("not served by a container: " + to);
    }
    List<Place> places =
        application.of(service).stream()
            .filter(server -> server.lives(from, until) && !server.equals(client))
            .flatMap(
                server -> server.attachments().stream().map(at -> new Place(server, at.network())))
            .filter(place -> place.network.has(family4))
            .filter(place -> client == null || client.in(place.network).isPresent())
            .toList();
    return draw.any(places).map(place -> call(client, place, family4));
  }

  private static Call call(@Nullable Container client, Place place, boolean family4) {
    Station gateway = place.network.gateway(family4);
    Station from =
        client == null ? gateway : client.in(place.network).orElseThrow().station(family4);
    Station to = place.server.in(place.network).orElseThrow().station(family4);
    return new Call(client, place.server, from, to, place.network, false);
  }

  private Call fromHost(Call call) {
    return call;
  }

  /** Each caller from outside is another one. */
  private Call fromOutside(Call call) {
    strangers++;
    IpAddress address =
        call.isIpv4()
            ? IpAddress.ofIpv4(0xcb00_7100 + strangers % 250 + 1)
            : IpAddress.parse("2001:db8:99::" + Integer.toHexString(strangers));
    Station from = new Station(address, call.from().mac());
    return new Call(null, call.server(), from, call.to(), call.network(), true);
  }

  private Optional<Call> toHost(Container client, boolean family4) {
    return draw.any(client.attachments().stream().filter(at -> at.network().has(family4)).toList())
        .map(at ->
            new Call(
                client,
                null,
                at.station(family4),
                at.network().gateway(family4),
                at.network(),
                false));
  }

  /** A call to a bare address: on the network that holds it, else by way of any gateway. */
  Optional<Call> toAddress(Container client, IpAddress address) {
    boolean family4 = address.isIpv4();
    List<Attachment> fitting =
        client.attachments().stream().filter(at -> at.network().has(family4)).toList();
    List<Attachment> inside =
        fitting.stream().filter(at -> at.network().contains(address)).toList();
    return draw.any(inside.isEmpty() ? fitting : inside)
        .map(at -> {
          Station to = new Station(address, at.network().gateway(family4).mac());
          return new Call(client, null, at.station(family4), to, at.network(), inside.isEmpty());
        });
  }
}
