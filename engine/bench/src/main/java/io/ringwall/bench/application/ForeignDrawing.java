package io.ringwall.bench.application;

import io.ringwall.bench.packet.Speech;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Draws connections between ends that were not drawn, of each kind that the application allows. */
final class ForeignDrawing {
  private static final int PER_KIND = 2;
  private static final int PER_CONTAINER = 3;
  private static final List<Port> STRANGE_PORTS =
      List.of(
          Port.tcp(22, Speech.LINES),
          Port.tcp(2375, Speech.HTTP),
          Port.tcp(7002, Speech.LINES),
          Port.udp(7003, Speech.DATAGRAMS));

  private final Draw draw;
  private final Application application;
  private final Cast cast;
  private final Schedule schedule;
  private final Traffic.Memory memory;
  private final Set<EdgeKey> taken = new HashSet<>();
  private final Map<Container, Integer> begun = new HashMap<>();
  private final List<Foreign> foreign = new ArrayList<>();
  private final Set<Unnamed> unnamed = new HashSet<>();

  /** An address that a container must not learn a name of. */
  private record Unnamed(Container container, IpAddress address) {}

  ForeignDrawing(
      Draw draw, Application application, Cast cast, Schedule schedule, Traffic.Memory memory) {
    this.draw = draw;
    this.application = application;
    this.cast = cast;
    this.schedule = schedule;
    this.memory = memory;
  }

  List<Foreign> draw() {
    Map<String, List<Edge>> kinds = new LinkedHashMap<>();
    for (Service from : application.services()) {
      for (Service to : application.services()) {
        if (from.meets(to) && !from.equals(to)) {
          inside(kinds, from, to);
        }
      }
      outward(kinds, from);
      inward(kinds, from);
    }
    kinds.forEach((kind, edges) -> some(kind, edges, _ -> true));
    rememberedAddresses();
    passedAddresses();
    return foreign;
  }

  private static void add(Map<String, List<Edge>> kinds, String kind, End from, End to, Port port) {
    kinds.computeIfAbsent(kind, _ -> new ArrayList<>()).add(Edge.of(from, to, port));
  }

  private void inside(Map<String, List<Edge>> kinds, Service from, Service to) {
    List<Edge> drawn =
        application.edges().stream()
            .filter(edge -> edge.begins(from) && edge.to().equals(new End.Of(to)))
            .toList();
    End client = new End.Of(from);
    End server = new End.Of(to);
    for (Port port : to.ports()) {
      if (port.speech() != Speech.DNS) {
        add(kinds, drawn.isEmpty() ? service(from, to) : "another port", client, server, port);
      }
    }
    add(kinds, "a port that nobody serves", client, server, draw.pick(STRANGE_PORTS));
    add(kinds, "an echo", client, server, Port.echo(true));
    for (Edge edge : drawn) {
      add(kinds, "the other direction", server, client, edge.port());
      other(edge.port()).ifPresent(port -> add(kinds, "another protocol", client, server, port));
    }
  }

  private String service(Service from, Service to) {
    boolean sameImage =
        application.begunBy(from).stream()
            .anyMatch(edge ->
                edge.to() instanceof End.Of(Service known)
                    && known.repository().equals(to.repository()));
    if (sameImage) {
      return "another service of the same image";
    }
    return from.namespace().equals(to.namespace()) ? "another service" : "another namespace";
  }

  private static Optional<Port> other(Port port) {
    return switch (port.protocol()) {
      case TCP -> Optional.of(Port.udp(port.number(), Speech.DATAGRAMS));
      case UDP -> Optional.of(Port.tcp(port.number(), Speech.TLS));
      default -> Optional.empty();
    };
  }

  private void outward(Map<String, List<Edge>> kinds, Service from) {
    End client = new End.Of(from);
    if (!EdgeDrawing.namesHost(application, from)) {
      add(kinds, "the host", client, new End.Host(), draw.pick(STRANGE_PORTS));
    }
    IpAddress address = IpAddress.parse("192.0.2." + draw.between(210, 220));
    add(kinds, "an outside address", client, new End.At(address), draw.pick(STRANGE_PORTS));
    IpAddress nobodys = draw.pick(from.networks()).address(true, 180 + draw.between(0, 15));
    add(
        kinds,
        "an address that nobody holds",
        client,
        new End.At(nobodys),
        draw.pick(STRANGE_PORTS));
    if (application.resolver(from).isPresent()) {
      names(kinds, from);
    }
  }

  private void names(Map<String, List<Edge>> kinds, Service from) {
    End client = new End.Of(from);
    Port tls = Port.tcp(443, Speech.TLS);
    for (OutsideName name : application.names()) {
      boolean shares =
          application.begunBy(from).stream()
              .anyMatch(edge ->
                  edge.to() instanceof End.Named(OutsideName known) && known.sharesAddress(name));
      add(
          kinds,
          shares ? "an outside name of a known address" : "an outside name",
          client,
          new End.Named(name),
          tls);
    }
  }

  private void inward(Map<String, List<Edge>> kinds, Service to) {
    Port port = draw.pick(to.ports());
    Port fitting = port.speech() == Speech.DNS ? draw.pick(STRANGE_PORTS) : port;
    add(kinds, "from the host", new End.Host(), new End.Of(to), fitting);
    add(kinds, "from outside", new End.Outside(), new End.Of(to), fitting);
  }

  /** An address whose name others of the class know, called by one that never asked for it. */
  private void rememberedAddresses() {
    List<Edge> edges = new ArrayList<>();
    for (Edge edge : application.edges()) {
      if (edge.from() instanceof End.Of
          && edge.to() instanceof End.Named(OutsideName name)
          && edge.port().isTcp()
          && !name.name().startsWith("host.")) {
        edges.add(Edge.of(edge.from(), new End.At(name.addresses().getFirst()), edge.port()));
      }
    }
    some("the bare address of a known name", edges, _ -> true);
  }

  /** An address that one service had, and now another has. */
  private void passedAddresses() {
    for (Cast.Succession succession : cast.successions()) {
      Service after = succession.after().service();
      List<Edge> edges = new ArrayList<>();
      for (Edge edge : application.edges()) {
        boolean toBefore = edge.to().equals(new End.Of(succession.before().service()));
        if (toBefore && edge.from() instanceof End.Of(Service client) && !client.equals(after)) {
          edges.add(Edge.of(edge.from(), new End.Of(after), edge.port()));
        }
      }
      some(
          "an address that changed hands", edges, call -> succession.after().equals(call.server()));
    }
  }

  private void some(String kind, List<Edge> edges, Predicate<Call> fits) {
    int found = 0;
    for (Edge edge : draw.shuffled(edges)) {
      if (found < PER_KIND && isForeign(edge)) {
        Optional<Schedule.Cue> cue = cue(edge, fits);
        cue.ifPresent(at -> take(kind, edge, at));
        found += cue.isPresent() ? 1 : 0;
      }
    }
  }

  private Optional<Schedule.Cue> cue(Edge edge, Predicate<Call> fits) {
    for (int i = 0; i < 20; i++) {
      Optional<Schedule.Cue> cue = schedule.find(edge, container -> mayBegin(container, edge));
      if (cue.isEmpty() || fits.test(cue.get().call())) {
        return cue;
      }
    }
    return Optional.empty();
  }

  private void take(String kind, Edge edge, Schedule.Cue cue) {
    taken.add(edge.key(Application.HOST));
    Container client = cue.call().client();
    if (client != null) {
      begun.merge(client, 1, Integer::sum);
      if (edge.to() instanceof End.At(IpAddress address)) {
        unnamed.add(new Unnamed(client, address));
      }
      if (edge.to() instanceof End.Named(OutsideName name)) {
        memory.name(client, name);
      }
    }
    foreign.add(new Foreign(kind, edge, cue.call(), cue.at()));
  }

  private boolean isForeign(Edge edge) {
    boolean known =
        edge.to() instanceof End.Named(OutsideName name)
            && name.addresses().stream()
                .anyMatch(address ->
                    application.isDrawn(Edge.of(edge.from(), new End.At(address), edge.port())));
    return !known && !application.isDrawn(edge) && !taken.contains(edge.key(Application.HOST));
  }

  private boolean mayBegin(Container container, Edge edge) {
    boolean hasName =
        edge.to() instanceof End.At(IpAddress address) && memory.names(container, address);
    return !hasName
        && mayName(container, edge)
        && !application.isProbing(container)
        && begun.getOrDefault(container, 0) < PER_CONTAINER;
  }

  /** May the container look up the name that it calls on this edge. */
  boolean mayName(Container container, Edge edge) {
    return !(edge.to() instanceof End.Named(OutsideName name))
        || name.addresses().stream()
            .noneMatch(address -> unnamed.contains(new Unnamed(container, address)));
  }
}
