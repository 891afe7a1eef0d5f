package io.ringwall.bench.application;

import io.ringwall.bench.packet.Speech;
import io.ringwall.sdk.event.AddressBlock;
import java.util.ArrayList;
import java.util.List;

/** Draws namespaces, networks, services and their containers. */
final class TopologyDrawing {
  private static final List<String> PROJECTS = List.of("shop", "bank", "tracker", "forum", "lab");
  private static final List<String> TASKS =
      List.of(
          "catalogue",
          "carts",
          "orders",
          "payment",
          "shipping",
          "user",
          "search",
          "billing",
          "reports",
          "stock");
  private static final List<String> ADJECTIVES =
      List.of("eager", "quiet", "brave", "happy", "lucid", "sharp", "vivid", "zen");
  private static final List<String> SCIENTISTS =
      List.of("darwin", "curie", "noether", "gauss", "hopper", "turing", "bohr", "euler");
  private static final long SHORTLY_BEFORE = 5 * Timeline.SECOND;
  private static final long LONG_BEFORE = 3_600 * Timeline.SECOND;

  private final Draw draw;
  private final Timeline timeline;
  private final List<Network> networks = new ArrayList<>();
  private final List<Service> services = new ArrayList<>();
  private int names;

  TopologyDrawing(Draw draw, Timeline timeline) {
    this.draw = draw;
    this.timeline = timeline;
  }

  Application draw() {
    List<Labelling> labellings = draw.shuffled(List.of(Labelling.values()));
    List<String> projects = draw.shuffled(PROJECTS);
    int namespaces = draw.between(2, 3);
    Network between = network("between");
    for (int i = 0; i < namespaces; i++) {
      // The first two may be two checkouts of one project.
      boolean twin = i == 1 && labellings.getFirst() != Labelling.NONE && draw.chance(0.5);
      Labelling labelling = twin ? labellings.getFirst() : labellings.get(i);
      String namespace = labelling == Labelling.NONE ? "default" : projects.get(i);
      if (twin) {
        twin(services.getFirst().namespace(), namespace, between);
      } else {
        services(namespace, labelling, between);
      }
    }
    Application application = new Application(networks, services);
    services.forEach(service -> containers(application, service));
    return application;
  }

  private Network network(String name) {
    int number = networks.size();
    boolean wide = draw.chance(0.5);
    AddressBlock ipv4 =
        AddressBlock.parse(wide ? "172." + (18 + number) + ".0.0/16" : "10.77." + number + ".0/24");
    boolean has6 = number == 0 || draw.chance(0.4);
    AddressBlock ipv6 = has6 ? AddressBlock.parse("fd00:77:" + number + "::/64") : null;
    Network network = new Network(name, ipv4, ipv6);
    networks.add(network);
    return network;
  }

  private void services(String namespace, Labelling labelling, Network between) {
    Network front = network(namespace + "_default");
    Network back = draw.chance(0.5) ? network(namespace + "_back") : front;
    List<String> tasks = draw.shuffled(TASKS).subList(0, draw.between(2, 4));
    Naming naming = new Naming(namespace, labelling, prefix());
    List<Network> reach = draw.chance(0.7) ? List.of(front, between) : List.of(front);
    add(naming, "front", List.of(Port.tcp(draw.chance(0.5) ? 80 : 8080, Speech.HTTP)), reach);
    for (String task : tasks) {
      add(naming, task, taskPorts(), both(front, back));
    }
    databases(naming, tasks, back);
    infrastructure(naming, both(front, back), reach);
  }

  private static List<Network> both(Network front, Network back) {
    return front.equals(back) ? List.of(front) : List.of(front, back);
  }

  private record Naming(String namespace, Labelling labelling, Prefix prefix) {}

  private interface Prefix {
    Repository of(String name);
  }

  private Prefix prefix() {
    return draw.pick(
        List.<Prefix>of(
            name -> Repository.at("registry.test:5000", "team/" + name),
            name -> Repository.at("images.example", "acme/platform/" + name),
            name -> Repository.at("localhost", name),
            name -> Repository.hub("acme/" + name)));
  }

  private void add(Naming naming, String name, List<Port> ports, List<Network> joins) {
    add(naming, name, naming.prefix.of(name), ports, joins);
  }

  private void add(
      Naming naming, String name, Repository repository, List<Port> ports, List<Network> joins) {
    services.add(new Service(naming.namespace, name, naming.labelling, repository, joins, ports));
  }

  private List<Port> taskPorts() {
    List<Port> ports = new ArrayList<>();
    ports.add(Port.tcp(draw.pick(List.of(8000, 8080, 3000, 9000)), Speech.HTTP));
    if (draw.chance(0.3)) {
      ports.add(Port.tcp(8443, Speech.TLS));
    }
    if (draw.chance(0.3)) {
      ports.add(Port.tcp(7001, Speech.LINES));
      ports.add(Port.udp(7001, Speech.DATAGRAMS));
    }
    return ports;
  }

  private void databases(Naming naming, List<String> tasks, Network back) {
    Port mongo = Port.tcp(27017, Speech.MONGO);
    if (naming.labelling == Labelling.NONE) {
      add(naming, "mongo", Repository.library("mongo"), List.of(mongo), List.of(back));
    } else {
      // Two services of one image.
      for (String task : tasks.subList(0, 2)) {
        add(naming, task + "-db", Repository.library("mongo"), List.of(mongo), List.of(back));
      }
    }
    switch (draw.between(0, 2)) {
      case 0 ->
          add(
              naming,
              "redis",
              Repository.hub("bitnami/redis"),
              List.of(Port.tcp(6379, Speech.REDIS)),
              List.of(back));
      case 1 ->
          add(
              naming,
              "postgres",
              Repository.library("postgres"),
              List.of(Port.tcp(5432, Speech.POSTGRES)),
              List.of(back));
      default ->
          add(
              naming,
              "mysql",
              Repository.at("registry.test:5000", "library/mysql"),
              List.of(Port.tcp(3306, Speech.MYSQL)),
              List.of(back));
    }
  }

  private void infrastructure(Naming naming, List<Network> inside, List<Network> reach) {
    if (draw.chance(0.6)) {
      add(naming, "logs", List.of(Port.udp(514, Speech.SYSLOG)), inside);
    }
    if (draw.chance(0.6)) {
      List<Port> ports = List.of(Port.udp(8125, Speech.STATSD), Port.tcp(8126, Speech.LINES));
      add(naming, "metrics", ports, inside);
    }
    if (draw.chance(0.5)) {
      List<Port> gossip = List.of(Port.tcp(7946, Speech.LINES), Port.udp(7946, Speech.DATAGRAMS));
      add(naming, "cluster", gossip, reach);
    }
    if (draw.chance(0.4)) {
      add(naming, "clock", List.of(Port.udp(123, Speech.NTP)), inside);
    }
    if (draw.chance(0.6)) {
      List<Port> dns = List.of(Port.udp(53, Speech.DNS), Port.tcp(53, Speech.DNS));
      add(naming, "names", dns, inside);
    }
  }

  private void twin(String of, String namespace, Network between) {
    Network own = network(namespace + "_default");
    for (Service service : List.copyOf(services)) {
      if (service.namespace().equals(of)) {
        List<Network> joins =
            service.networks().contains(between) ? List.of(own, between) : List.of(own);
        services.add(
            new Service(
                namespace,
                service.name(),
                service.labelling(),
                service.repository(),
                joins,
                service.ports()));
      }
    }
  }

  private void containers(Application application, Service service) {
    int replicas = draw.between(1, 3);
    for (int i = 0; i < replicas; i++) {
      boolean late = i > 0 && draw.chance(0.2);
      long started =
          late
              ? timeline.learnFrom() + draw.between(5, 60) * Timeline.SECOND
              : timeline.learnFrom() - draw.moment(SHORTLY_BEFORE, LONG_BEFORE);
      List<Attachment> attachments = service.networks().stream().map(application::attach).toList();
      application.add(container(service, attachments, started, Container.RUNNING));
    }
  }

  /** One more container of a service. */
  Container container(Service service, List<Attachment> at, long started, long finished) {
    String name =
        draw.pick(ADJECTIVES) + "_" + draw.pick(SCIENTISTS) + "_" + service.name() + names++;
    return new Container(draw.hex(64), name, service, image(service), at, started, finished);
  }

  private String image(Service service) {
    String written = service.repository().written();
    String tag = ":1." + draw.between(0, 9);
    String digest = "@sha256:" + draw.hex(64);
    return switch (draw.between(0, 5)) {
      case 0 -> written;
      case 1 -> written + digest;
      case 2 -> written + tag + digest;
      default -> written + tag;
    };
  }
}
