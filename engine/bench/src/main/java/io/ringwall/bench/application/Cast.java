package io.ringwall.bench.application;

import static io.ringwall.bench.application.Timeline.SECOND;

import io.ringwall.bench.packet.Speech;
import io.ringwall.sdk.event.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Draws the containers that play a special part. */
final class Cast {
  private final Draw draw;
  private final Timeline timeline;
  private final Application application;
  private final TopologyDrawing topology;
  private final List<Succession> successions = new ArrayList<>();
  private final List<Probe> probes = new ArrayList<>();

  /** An address that passes from one container to another. */
  record Succession(Container before, Container after) {}

  /**
   * A container that scans.
   *
   * @param container which one
   * @param from when it begins
   * @param wide does it try one port of many targets, else many ports of one
   * @param evidence an edge that only this container shows, before it scans; absent when it scans
   *     while nobody learns
   */
  record Probe(Container container, long from, boolean wide, Optional<Edge> evidence) {}

  Cast(Draw draw, Timeline timeline, Application application, TopologyDrawing topology) {
    this.draw = draw;
    this.timeline = timeline;
    this.application = application;
    this.topology = topology;
  }

  List<Succession> successions() {
    return successions;
  }

  List<Probe> probes() {
    return probes;
  }

  void draw() {
    succeed(timeline.learnFrom() + draw.between(60, 90) * SECOND, true);
    succeed(timeline.learnFrom() + draw.between(90, 150) * SECOND, false);
    succeed(timeline.alertFrom() + draw.between(40, 90) * SECOND, false);
    long scan = timeline.learnFrom() + draw.between(110, 150) * SECOND;
    probe(scan, false, true);
    probe(scan + draw.between(0, 30) * SECOND, true, true);
    if (draw.chance(0.5)) {
      probe(timeline.alertFrom() + draw.between(60, 120) * SECOND, draw.chance(0.5), false);
    }
    for (int i = 0; i < 2; i++) {
      fresh(timeline.alertFrom() + draw.between(5, 40) * SECOND);
    }
  }

  private void succeed(long ends, boolean named) {
    List<Service> leaving =
        application.services().stream()
            .filter(service -> named ? knownName(service).isPresent() : speaks(service))
            .toList();
    for (Service before : draw.shuffled(leaving)) {
      List<Service> following =
          application.services().stream()
              .filter(service -> !service.equals(before) && service.meets(before))
              .filter(service -> named ? namesNothing(service) : speaks(service))
              .toList();
      if (!following.isEmpty()) {
        succeed(before, draw.pick(following), ends);
        return;
      }
    }
  }

  private boolean speaks(Service service) {
    return application.begunBy(service).stream().anyMatch(Cast::isOrdinary);
  }

  private static boolean isOrdinary(Edge edge) {
    return edge.port().speech().isStream() && edge.to() instanceof End.Of;
  }

  private boolean namesNothing(Service service) {
    return application.resolver(service).isEmpty();
  }

  private Optional<Edge> knownName(Service service) {
    return application.begunBy(service).stream()
        .filter(edge -> edge.port().speech() == Speech.TLS)
        .filter(edge -> edge.isNamed() && !isShared(edge))
        .findFirst();
  }

  private boolean isShared(Edge edge) {
    return edge.to() instanceof End.Named(OutsideName name)
        && application.names().stream().anyMatch(name::sharesAddress);
  }

  private void succeed(Service before, Service after, long ends) {
    Network shared =
        before.networks().stream().filter(after.networks()::contains).findFirst().orElseThrow();
    Attachment passed = application.attach(shared);
    long began = timeline.learnFrom() - draw.moment(60 * SECOND, 600 * SECOND);
    long begins = ends + draw.moment(SECOND / 10, 5 * SECOND / 2);
    Container first = topology.container(before, attach(before, passed), began, ends);
    Container second = topology.container(after, attach(after, passed), begins, Container.RUNNING);
    application.add(first);
    application.add(second);
    successions.add(new Succession(first, second));
    // What the one resolved, the other did not: it calls a bare address.
    knownName(before)
        .filter(_ -> namesNothing(after))
        .ifPresent(edge -> application.add(bare(after, edge)));
  }

  private static Edge bare(Service client, Edge named) {
    IpAddress address =
        named.to() instanceof End.Named(OutsideName name)
            ? name.addresses().getFirst()
            : IpAddress.parse("192.0.2.254");
    return new Edge(new End.Of(client), new End.At(address), named.port(), named.shown());
  }

  private List<Attachment> attach(Service service, Attachment passed) {
    return service.networks().stream()
        .map(network -> network.equals(passed.network()) ? passed : application.attach(network))
        .toList();
  }

  private Container replica(Service service, long started) {
    List<Attachment> attachments = service.networks().stream().map(application::attach).toList();
    Container container = topology.container(service, attachments, started, Container.RUNNING);
    application.add(container);
    return container;
  }

  private void probe(long from, boolean wide, boolean learning) {
    List<Service> able =
        application.services().stream()
            .filter(this::speaks)
            .filter(service -> application.begunBy(service).stream().noneMatch(Cast::isSilent))
            .toList();
    Service service = draw.pick(able.isEmpty() ? application.services() : able);
    Container container = replica(service, timeline.learnFrom() - 100 * SECOND);
    application.probes(container);
    Optional<Edge> evidence = learning ? evidence(service) : Optional.empty();
    evidence.ifPresent(application::add);
    probes.add(new Probe(container, from, wide, evidence));
  }

  private static boolean isSilent(Edge edge) {
    return edge.port().speech().oneWay();
  }

  /** An edge that nobody has drawn. */
  private Optional<Edge> evidence(Service from) {
    List<Edge> free = new ArrayList<>();
    for (Service to : application.services()) {
      for (Port port : to.ports()) {
        Edge edge = Edge.of(new End.Of(from), new End.Of(to), port);
        boolean fits = from.meets(to) && !from.equals(to) && port.speech().isStream();
        if (fits && !application.isDrawn(edge)) {
          free.add(edge);
        }
      }
    }
    return draw.any(free);
  }

  /** A replica that is there only when nobody learns any more. */
  private void fresh(long started) {
    replica(draw.pick(application.services()), started);
  }
}
