package io.ringwall.app;

import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.config.Configuration.Placed;
import io.ringwall.engine.config.DeclaredEdge;
import io.ringwall.engine.config.DeclaredEnd;
import io.ringwall.engine.config.InlineSettings;
import io.ringwall.engine.config.MetricsSettings;
import io.ringwall.engine.config.ModelSettings;
import io.ringwall.engine.config.PluginAdmission;
import io.ringwall.engine.config.Position;
import io.ringwall.engine.config.ServerPort;
import io.ringwall.engine.config.Settings;
import io.ringwall.engine.model.Model;
import io.ringwall.engine.model.Observation;
import io.ringwall.engine.model.ObservedBy;
import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeEndKind;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.WorkloadClass;
import io.ringwall.sdk.plugin.Member;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A model drawn at random, and who is there to speak: pods of each class, pods that nobody knows,
 * and addresses outside. Which connection is known is told from what was drawn, not by the product.
 */
final class DrawnModel {
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private static final List<String> NAMESPACES =
      List.of("shop", "shop-2", "a", "default", "n".repeat(63), "Shop", "my_project", "-x", "");
  private static final List<String> SERVICES =
      List.of(
          "web",
          "carts",
          "user-db",
          "Web_1",
          "a.b",
          "0123",
          "1e3",
          "null",
          "yes",
          "s".repeat(63),
          "s".repeat(64),
          "two words",
          "ends-",
          "ü",
          "x\"\n- from: []",
          "");
  private static final List<String> IMAGES =
      List.of("docker.io/library/redis", "registry.test:5000/shop/web", "registry.test/a_b.c", "");
  private static final List<Protocol> PROTOCOLS =
      List.of(
          Protocol.TCP,
          Protocol.TCP,
          Protocol.TCP,
          Protocol.UDP,
          Protocol.UDP,
          Protocol.SCTP,
          Protocol.ICMP,
          Protocol.OTHER);
  private static final List<String> ALLOWED_BLOCKS =
      List.of("198.51.100.0/24", "192.0.2.0/25", "2001:db8::/33", "10.0.0.0/9", "0.0.0.0/0");
  private static final Map<String, List<AddressBlock>> NAMED_BLOCKS =
      Map.of(
          "partners",
          List.of(AddressBlock.parse("198.51.100.0/25"), AddressBlock.parse("2001:db8:1::/48")),
          "one partner",
          List.of(AddressBlock.parse("198.51.100.64/26")));

  private final Random random;
  private final String label;
  private final boolean named;
  private final List<WorkloadClass> classes = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();
  private final List<Party> pods = new ArrayList<>();
  private final List<Party> others = new ArrayList<>();
  private final Set<EdgeKey> known = new LinkedHashSet<>();
  private final List<Placed<DeclaredEdge>> allowed = new ArrayList<>();

  DrawnModel(long seed, String label) {
    this.random = new Random(seed);
    this.label = label;
    this.named = random.nextBoolean();
    ports.addAll(List.of(53, 1 + random.nextInt(65_535), 1 + random.nextInt(65_535), 0));
    drawClasses();
    drawParties();
    for (int i = 6 + random.nextInt(12); i > 0; i--) {
      drawEdge();
    }
  }

  /**
   * Somebody who may speak.
   *
   * @param workload its class; null for an address outside
   * @param end how Kubernetes sees it
   */
  record Party(@Nullable WorkloadClass workload, NetworkPolicies.End end) {}

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** The first ones of the lists are ordinary, and drawn as often as all the others. */
  private <T> T mostly(List<T> of, int ordinary) {
    return random.nextBoolean() ? any(of.subList(0, ordinary)) : any(of);
  }

  private void drawClasses() {
    for (int i = 3 + random.nextInt(4); i > 0; i--) {
      WorkloadClass drawn =
          new WorkloadClass(mostly(NAMESPACES, 2), mostly(SERVICES, 3), any(IMAGES));
      classes.add(drawn);
      if (random.nextInt(4) == 0) {
        classes.add(new WorkloadClass(drawn.namespace(), drawn.service(), "registry.test/twin"));
      }
    }
    List<WorkloadClass> distinct = classes.stream().distinct().toList();
    classes.clear();
    classes.addAll(distinct);
  }

  private void drawParties() {
    for (WorkloadClass one : classes) {
      for (int i = random.nextInt(2); i >= 0; i--) {
        pods.add(pod(one, label));
      }
    }
    WorkloadClass like = any(classes);
    pods.add(pod(new WorkloadClass("elsewhere", like.service(), like.repository()), label));
    pods.add(pod(new WorkloadClass(like.namespace(), "stranger", like.repository()), label));
    pods.add(pod(new WorkloadClass(like.namespace(), like.service(), "unlabelled"), "other"));
    if (random.nextInt(4) == 0) {
      pods.add(pod(new WorkloadClass(like.namespace(), like.service(), "foreign"), label));
    }
    for (String address :
        List.of(
            "198.51.100." + (128 + random.nextInt(100)),
            "198.51.100." + random.nextInt(64),
            "198.51.100.70",
            "203.0.113." + random.nextInt(256),
            "2001:db8:1::" + random.nextInt(10),
            "2a00::" + random.nextInt(10),
            "10.200.0." + random.nextInt(256))) {
      others.add(new Party(null, NetworkPolicies.End.outside(address)));
    }
  }

  private Party pod(WorkloadClass workload, String key) {
    int number = pods.size() + 1;
    String address =
        random.nextInt(3) == 0 ? "fd00:1::" + number : "10." + random.nextInt(2) + ".0." + number;
    Map<String, String> labels = Map.of(key, workload.service(), "version", "v" + number);
    return new Party(
        workload, new NetworkPolicies.End(workload.namespace(), labels, IpAddress.parse(address)));
  }

  private void drawEdge() {
    EdgeEnd guarded = EdgeEnd.of(any(classes));
    switch (random.nextInt(12)) {
      case 0 -> learn(EdgeEnd.OUTSIDE, guarded);
      case 1 -> learn(guarded, address(any(others)));
      case 2 -> learn(guarded, EdgeEnd.of(EdgeEndKind.NAME, "verifier.example"));
      case 3 -> learn(guarded, EdgeEnd.of(EdgeEndKind.SERVICE, "shop/db"));
      case 4 -> learn(EdgeEnd.of(EdgeEndKind.HOST, "node-1"), guarded);
      case 5 -> learn(guarded, address(any(pods)));
      case 6 -> learn(named ? EdgeEnd.of(EdgeEndKind.BLOCK, "partners") : EdgeEnd.OUTSIDE, guarded);
      case 7 -> allow(any(classes), any(ALLOWED_BLOCKS));
      default -> learn(guarded, EdgeEnd.of(any(classes)));
    }
  }

  private static EdgeEnd address(Party party) {
    return EdgeEnd.of(EdgeEndKind.ADDRESS, party.end().address().toString());
  }

  private void learn(EdgeEnd from, EdgeEnd to) {
    known.add(new EdgeKey(from, to, any(PROTOCOLS), any(ports)));
  }

  /** Only what names a class whole can be allowed to it. */
  private void allow(WorkloadClass from, String block) {
    if (from.namespace().isEmpty() || from.service().isEmpty() || from.repository().isEmpty()) {
      return;
    }
    var port = new ServerPort(any(ports), any(PROTOCOLS.subList(0, 6)));
    var source =
        new DeclaredEnd(
            from.namespace(), from.service(), from.repository(), null, null, null, null, false);
    var destination =
        new DeclaredEnd(null, null, null, null, AddressBlock.parse(block), null, null, false);
    allowed.add(
        new Placed<>(
            new DeclaredEdge(source, destination, List.of(port), "drawn", "test", null),
            new Position("allow/drawn.yaml", 1, 1)));
    known.add(
        new EdgeKey(
            EdgeEnd.of(from), EdgeEnd.of(EdgeEndKind.BLOCK, block), port.protocol(), port.port()));
  }

  /** The product's model of it. */
  Model model() {
    Settings plain = Settings.DEFAULT;
    var settings =
        new Settings(
            plain.workers(),
            plain.queue(),
            Map.of(),
            named ? NAMED_BLOCKS : Map.of(),
            ModelSettings.DEFAULT,
            Map.of(),
            Map.of(),
            InlineSettings.DEFAULT,
            MetricsSettings.NONE,
            PluginAdmission.ALL);
    var model = new Model(new Configuration(settings, List.of(), allowed, List.of()));
    Set<EdgeKey> learned = new LinkedHashSet<>(known);
    learned.removeIf(edge -> edge.to().kind() == EdgeEndKind.BLOCK);
    learned.forEach(
        edge -> model.observe(edge, new ObservedBy("h1", "e1"), Observation.once(NOW), null));
    model.graduate();
    return model;
  }

  /** Some of the classes, or all. */
  Set<WorkloadClass> guarded() {
    return random.nextBoolean()
        ? Set.copyOf(classes)
        : classes.stream().filter(_ -> random.nextInt(3) > 0).collect(Collectors.toSet());
  }

  /** The pods whose class an inventory knows. */
  Set<Member> members() {
    Set<Member> members = new HashSet<>();
    for (Party pod : pods) {
      WorkloadClass workload = pod.workload();
      if (workload != null) {
        members.add(new Member(workload, "c" + members.size(), pod.end().address(), null));
      }
    }
    return members;
  }

  List<Party> parties() {
    return Stream.concat(pods.stream(), others.stream()).toList();
  }

  /** All that was drawn, and one that no edge has. */
  List<Integer> ports() {
    return Stream.concat(ports.stream(), Stream.of(9)).filter(port -> port > 0).distinct().toList();
  }

  /** The edges that were drawn and hold for this connection. */
  List<EdgeKey> known(Party from, Party to, Protocol protocol, int port) {
    return known.stream()
        .filter(edge -> edge.protocol() == protocol && edge.port() == port)
        .filter(edge -> begins(edge.from(), from) && serves(edge.to(), to))
        .toList();
  }

  private boolean begins(EdgeEnd end, Party party) {
    return party.workload() == null
        ? end.equals(source(party.end().address()))
        : EdgeEnd.of(party.workload()).equals(end);
  }

  private static boolean serves(EdgeEnd end, Party party) {
    if (party.workload() != null) {
      return EdgeEnd.of(party.workload()).equals(end);
    }
    return end.kind() == EdgeEndKind.ADDRESS && end.equals(address(party))
        || end.kind() == EdgeEndKind.BLOCK && covers(end, party);
  }

  /** The edges whose block or address holds that of a pod, which stands for its class instead. */
  List<EdgeKey> reaching(Party from, Party pod, Protocol protocol, int port) {
    return known.stream()
        .filter(edge -> edge.protocol() == protocol && edge.port() == port)
        .filter(edge -> begins(edge.from(), from) && covers(edge.to(), pod))
        .toList();
  }

  /** The party itself, and pods that no label tells apart from it. */
  List<Party> likes(Party party) {
    String service = party.end().labels().get(label);
    return parties().stream()
        .filter(one ->
            one.equals(party)
                || service != null
                    && service.equals(one.end().labels().get(label))
                    && party.end().namespace().equals(one.end().namespace()))
        .toList();
  }

  private static boolean covers(EdgeEnd end, Party party) {
    if (end.kind() != EdgeEndKind.ADDRESS && end.kind() != EdgeEndKind.BLOCK) {
      return false;
    }
    AddressBlock block = AddressBlock.parse(end.name());
    return block.base().isIpv4() == party.end().address().isIpv4()
        && block.contains(party.end().address());
  }

  /** Where an address outside belongs: to the smallest named block, else to the outside. */
  private EdgeEnd source(IpAddress address) {
    String block = block(address);
    return block == null ? EdgeEnd.OUTSIDE : EdgeEnd.of(EdgeEndKind.BLOCK, block);
  }

  /** The named block that an address belongs to. */
  @Nullable String block(IpAddress address) {
    if (!named) {
      return null;
    }
    return Stream.of("one partner", "partners")
        .filter(name -> holds(name, address))
        .findFirst()
        .orElse(null);
  }

  private static boolean holds(String name, IpAddress address) {
    return NAMED_BLOCKS.getOrDefault(name, List.of()).stream()
        .anyMatch(block -> block.contains(address));
  }

  @Override
  public String toString() {
    return "guardable " + classes + "\nknown " + known + "\npods " + pods;
  }
}
