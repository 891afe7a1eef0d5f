package io.ringwall.bench.application;

import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.IpAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was drawn: networks, services, containers and the edges between them. */
final class Application {
  /** What a replay calls the host unless told otherwise. */
  static final String HOST = "replay";

  private final List<Network> networks;
  private final List<Service> services;
  private final List<Container> containers = new ArrayList<>();
  private final List<Edge> edges = new ArrayList<>();
  private final Set<EdgeKey> keys = new HashSet<>();
  private final List<OutsideName> names = new ArrayList<>();
  private final Map<Service, Edge> resolvers = new LinkedHashMap<>();
  private final Set<Container> probing = new HashSet<>();
  private final Map<Network, Integer> nextIndex = new LinkedHashMap<>();

  Application(List<Network> networks, List<Service> services) {
    this.networks = List.copyOf(networks);
    this.services = List.copyOf(services);
  }

  List<Network> networks() {
    return networks;
  }

  List<Service> services() {
    return services;
  }

  List<Container> containers() {
    return containers;
  }

  List<Edge> edges() {
    return edges;
  }

  List<OutsideName> names() {
    return names;
  }

  void add(Container container) {
    containers.add(container);
  }

  /** Draws an edge, unless it is there already. */
  void add(Edge edge) {
    if (keys.add(edge.key(HOST))) {
      edges.add(edge);
    }
  }

  boolean isDrawn(Edge edge) {
    return keys.contains(edge.key(HOST));
  }

  void resolver(Service service, Edge edge) {
    resolvers.put(service, edge);
    add(edge);
  }

  /** Whom the service asks for names. */
  Optional<Edge> resolver(Service service) {
    return Optional.ofNullable(resolvers.get(service));
  }

  List<Container> of(Service service) {
    return containers.stream().filter(container -> container.service().equals(service)).toList();
  }

  List<Edge> begunBy(Service service) {
    return edges.stream().filter(edge -> edge.begins(service)).toList();
  }

  /** A free address of a network. */
  Attachment attach(Network network) {
    int index = nextIndex.merge(network, 1, Integer::sum) + 1;
    return new Attachment(network, index);
  }

  /** A container that will scan: nobody else's evidence may rest on it. */
  void probes(Container container) {
    probing.add(container);
  }

  boolean isProbing(Container container) {
    return probing.contains(container);
  }

  /** Every address that one of the names has. */
  Set<IpAddress> namedAddresses() {
    Set<IpAddress> all = new HashSet<>();
    names.forEach(name -> all.addAll(name.addresses()));
    return all;
  }
}
