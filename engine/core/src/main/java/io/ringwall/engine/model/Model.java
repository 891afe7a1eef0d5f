package io.ringwall.engine.model;

import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.config.ModeEntry.Way;
import io.ringwall.engine.identity.ResolvedEndpoint;
import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.ClassState;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.Direction;
import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeEndKind;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.EdgeRef;
import io.ringwall.sdk.event.EdgeState;
import io.ringwall.sdk.event.EndpointKind;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.ServiceRef;
import io.ringwall.sdk.event.WorkloadClass;
import io.ringwall.sdk.finding.Mode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may speak to whom.
 *
 * <p>Any thread asks how a connection stands ({@link #stand}) and in which state a class is ({@link
 * #classify}), without locks. One thread, the one that learns, writes. What is written within a
 * phase never changes what is answered within it, so answers do not depend on timing: edges that
 * are observed become learned by {@link #graduate}, at the end of a phase, when nobody asks.
 */
public final class Model {
  private final List<Declaration> ofRuleSets;
  private final int maxEdges;
  private volatile Said said;
  private final ConcurrentHashMap<EdgeKey, Known> edges = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<ClassKey, Known> classes = new ConcurrentHashMap<>();
  private final Set<EdgeKey> newEdges = new HashSet<>();
  private final Set<ClassKey> newClasses = new HashSet<>();
  private volatile Phase phase = Phase.CONFIGURED;
  private volatile boolean graduated;
  private boolean graduationChanged;
  private volatile @Nullable Instant newest;
  private long evicted;

  /**
   * A model that knows nothing yet.
   *
   * @throws io.ringwall.engine.config.RingwallException of category CONFIGURATION when two scopes
   *     are equally specific
   */
  public Model(Configuration configuration) {
    this(configuration, List.of());
  }

  /** A model with what rule sets declare besides the configuration. */
  public Model(Configuration configuration, List<Declaration> ofRuleSets) {
    this.ofRuleSets = List.copyOf(ofRuleSets);
    this.maxEdges = configuration.settings().model().maxEdges();
    this.said = Said.of(configuration, this.ofRuleSets);
  }

  /** What was said by hand: one configuration, whole. */
  private record Said(Modes modes, Declarations declarations, Map<AddressBlock, String> blocks) {
    static Said of(Configuration configuration, List<Declaration> ofRuleSets) {
      var declarations =
          new Declarations(
              Stream.of(
                      configuration.denied().stream()
                          .map(
                              at -> new Declaration(at.entry(), true, Declaration.Origin.OPERATOR)),
                      configuration.allowed().stream()
                          .map(at ->
                              new Declaration(at.entry(), false, Declaration.Origin.OPERATOR)),
                      ofRuleSets.stream())
                  .flatMap(all -> all)
                  .toList());
      Map<AddressBlock, String> blocks = new TreeMap<>(Comparator.comparing(Model::longestFirst));
      configuration
          .settings()
          .blocks()
          .forEach((name, parts) -> parts.forEach(part -> blocks.put(part, name)));
      return new Said(
          new Modes(configuration.settings().model().mode(), configuration.modes()),
          declarations,
          blocks);
    }
  }

  private static String longestFirst(AddressBlock block) {
    return String.format(java.util.Locale.ROOT, "%03d %s", 128 - block.prefix(), block.base());
  }

  /** Takes the configured modes differently from now on; between phases only. */
  public void phase(Phase now) {
    this.phase = now;
  }

  /**
   * Takes another configuration: modes, allow-list and named blocks hold from now on, for whoever
   * asks. Candidates of scopes that do not learn any more become learned, if they qualify, and what
   * was not learned there is unseen. Learning thread only.
   *
   * @return how many edges were learned by it
   * @throws io.ringwall.engine.config.RingwallException of category CONFIGURATION when two scopes
   *     are equally specific; then nothing has changed
   */
  public int configure(Configuration configuration) {
    Said next = Said.of(configuration, ofRuleSets);
    said = next;
    if (!next.modes().anyBeyondLearning()) {
      return 0;
    }
    graduationChanged |= !graduated;
    graduated = true;
    var learning = new LearningScopes(next.modes());
    int learned = 0;
    for (Map.Entry<EdgeKey, Known> edge : edges.entrySet()) {
      if (!learning.has(edge.getKey()) && edge.getValue().graduate()) {
        learned++;
      }
    }
    classes.forEach((key, known) -> {
      if (!learning.has(key)) {
        known.graduate();
      }
    });
    return learned;
  }

  /**
   * Would a model take this configuration.
   *
   * @throws io.ringwall.engine.config.RingwallException of category CONFIGURATION when two scopes
   *     are equally specific
   */
  public static void check(Configuration configuration) {
    Said.of(configuration, List.of());
  }

  /** Has learning ended once, so that what was not learned is unseen rather than unknown. */
  public boolean graduated() {
    return graduated;
  }

  /** How this connection stands. Any thread. */
  public Standing stand(Connection connection) {
    Direction direction = direction(connection.from(), connection.to());
    Decided decided = mode(connection, direction);
    List<String> names = names(connection);
    if (!isJudged(connection) || decided.mode() == Mode.OFF) {
      EdgeKey key = key(connection, names.isEmpty() ? null : names.getFirst());
      return standing(new State(key, EdgeState.UNKNOWN, null), direction, decided);
    }
    if (names.isEmpty()) {
      return standing(state(connection, null, decided.mode()), direction, decided);
    }
    State first = null;
    for (String name : names) {
      State state = state(connection, name, decided.mode());
      if (state.state() == EdgeState.LEARNED || state.state() == EdgeState.ALLOWED) {
        return standing(state, direction, decided);
      }
      first = first == null ? state : first;
    }
    return standing(java.util.Objects.requireNonNull(first), direction, decided);
  }

  private record State(EdgeKey key, EdgeState state, @Nullable Declaration declaration) {}

  private record Decided(Mode mode, @Nullable EdgeEnd by) {}

  private static Standing standing(State state, Direction direction, Decided decided) {
    return new Standing(
        new EdgeRef(state.key(), state.state()),
        direction,
        decided.mode(),
        decided.by(),
        state.declaration());
  }

  /** Link-layer and membership chatter is no edge, nor is what happens between strangers. */
  private static boolean isJudged(Connection connection) {
    boolean known = isEstate(connection.from()) || isEstate(connection.to());
    return known && !isHousekeeping(connection);
  }

  private static boolean isHousekeeping(Connection connection) {
    return switch (connection.protocol()) {
      case ARP -> true;
      // Errors are about another connection: unreachable, quench, redirect, exceeded, parameter.
      case ICMP ->
          switch (connection.port()) {
            case 3, 4, 5, 11, 12 -> true;
            default -> false;
          };
      // The same, listener queries and reports, router and neighbour discovery, redirect, MLDv2.
      case ICMPV6 ->
          connection.port() < 128
              || connection.port() >= 130 && connection.port() <= 137
              || connection.port() == 143;
      default -> connection.protocolNumber() == 2;
    };
  }

  private static boolean isEstate(ResolvedEndpoint end) {
    return switch (end.kind()) {
      case WORKLOAD, HOST, SERVICE -> true;
      case EXTERNAL, UNKNOWN -> false;
    };
  }

  private static Direction direction(ResolvedEndpoint from, ResolvedEndpoint to) {
    boolean fromInside = isEstate(from);
    boolean toInside = isEstate(to);
    if (!fromInside && !toInside) {
      return Direction.UNKNOWN;
    }
    if (fromInside != toInside) {
      return fromInside ? Direction.OUTBOUND : Direction.INBOUND;
    }
    boolean sameContainer =
        from.workload() != null
            && to.workload() != null
            && from.workload().containerId().equals(to.workload().containerId());
    boolean sameHost = from.hostName() != null && from.hostName().equals(to.hostName());
    return sameContainer || sameHost ? Direction.LOCAL : Direction.LATERAL;
  }

  private Decided mode(Connection connection, Direction direction) {
    Decided decided =
        switch (direction) {
          case OUTBOUND -> mode(connection.from(), Way.OUTBOUND);
          case INBOUND -> mode(connection.to(), Way.INBOUND);
          case LATERAL, LOCAL ->
              stricter(
                  mode(connection.from(), Way.EAST_WEST), mode(connection.to(), Way.EAST_WEST));
          case UNKNOWN -> new Decided(said.modes().otherwise(), null);
        };
    Mode applied = phase.apply(decided.mode());
    return applied == decided.mode() ? decided : new Decided(applied, decided.by());
  }

  private Decided mode(ResolvedEndpoint end, Way way) {
    return end.member() == null
        ? new Decided(said.modes().otherwise(), null)
        : new Decided(said.modes().of(end.member().workloadClass(), way), end.member().edgeEnd());
  }

  /** An end without a class has no say where the other has one. */
  private static Decided stricter(Decided from, Decided to) {
    if (to.by() == null) {
      return from;
    }
    return from.by() == null || to.mode().compareTo(from.mode()) > 0 ? to : from;
  }

  /** The names that the destination may be taken for; after settling only one. */
  private static List<String> names(Connection connection) {
    ResolvedEndpoint to = connection.to();
    if (to.member() != null || to.service() != null) {
      return List.of();
    }
    List<String> resolved = to.dnsNames();
    String shown = connection.shownName();
    if (shown != null && resolved.contains(shown) && !resolved.getFirst().equals(shown)) {
      return connection.settled() ? List.of(shown) : to.reachedBy(shown).dnsNames();
    }
    return connection.settled() && resolved.size() > 1 ? resolved.subList(0, 1) : resolved;
  }

  private EdgeKey key(Connection connection, @Nullable String name) {
    return key(connection, source(connection.from()), destination(connection.to(), name));
  }

  private static EdgeKey key(Connection connection, EdgeEnd from, EdgeEnd to) {
    int port =
        connection.protocol() == Protocol.OTHER
            ? Math.max(0, connection.protocolNumber())
            : connection.port();
    return new EdgeKey(from, to, connection.protocol(), port);
  }

  private EdgeEnd source(ResolvedEndpoint from) {
    if (from.member() != null) {
      return from.member().edgeEnd();
    }
    if (from.hostName() != null || from.kind() != EndpointKind.EXTERNAL) {
      return from.unclassed();
    }
    for (Map.Entry<AddressBlock, String> block : said.blocks().entrySet()) {
      if (block.getKey().contains(from.address())) {
        return EdgeEnd.of(EdgeEndKind.BLOCK, block.getValue());
      }
    }
    return EdgeEnd.OUTSIDE;
  }

  private static EdgeEnd destination(ResolvedEndpoint to, @Nullable String name) {
    if (to.member() != null) {
      return to.member().edgeEnd();
    }
    if (to.service() instanceof ServiceRef service) {
      String namespace = service.namespace();
      return EdgeEnd.of(
          EdgeEndKind.SERVICE,
          namespace == null ? service.name() : namespace + "/" + service.name());
    }
    return name == null ? to.unclassed() : EdgeEnd.of(EdgeEndKind.NAME, name);
  }

  private State state(Connection connection, @Nullable String name, Mode mode) {
    EdgeKey key = key(connection, name);
    Declaration declared =
        said.declarations()
            .decide(
                new Declarations.Question(
                    connection.from(),
                    connection.to(),
                    name,
                    connection.protocol(),
                    key.port(),
                    connection.time()));
    if (declared != null) {
      return new State(key, declared.denied() ? EdgeState.DENIED : EdgeState.ALLOWED, declared);
    }
    if (isLearned(key)) {
      return new State(key, EdgeState.LEARNED, null);
    }
    EdgeKey lesser = name == null ? null : key(connection, null);
    if (lesser != null && isLearned(lesser)) {
      return new State(lesser, EdgeState.LEARNED, null);
    }
    if (mode == Mode.LEARN) {
      return new State(key, EdgeState.CANDIDATE, null);
    }
    return new State(key, graduated ? EdgeState.UNSEEN : EdgeState.UNKNOWN, null);
  }

  private boolean isLearned(EdgeKey key) {
    Known known = edges.get(key);
    return known != null && known.learned();
  }

  /** The event with the state of its container's class. Any thread. */
  public ContainerEvent classify(ContainerEvent event) {
    WorkloadClass seen = event.workload().workloadClass();
    Mode mode = phase.apply(said.modes().of(seen, Way.EAST_WEST));
    ClassState state = classState(seen, mode);
    return state == event.classState() ? event : new ClassifiedContainerEvent(event, state);
  }

  private ClassState classState(WorkloadClass seen, Mode mode) {
    if (mode == Mode.OFF || seen.repository().isEmpty()) {
      return ClassState.UNKNOWN;
    }
    Known known = classes.get(new ClassKey(seen.namespace(), seen.repository()));
    if (known != null && known.learned()) {
      return ClassState.LEARNED;
    }
    if (mode == Mode.LEARN) {
      return ClassState.CANDIDATE;
    }
    return graduated ? ClassState.UNSEEN : ClassState.UNKNOWN;
  }

  /**
   * Takes an observation of an edge that counts. Learning thread only.
   *
   * @param told all that this epoch has seen of the edge by now
   * @param applicationProtocol what was spoken, or null
   */
  public void observe(
      EdgeKey edge, ObservedBy by, Observation told, @Nullable String applicationProtocol) {
    Known known = edges.get(edge);
    if (known == null) {
      known = begin(edge);
      edges.put(edge, known);
      began(told.first());
    }
    known.observe(by, told);
    known.applicationProtocol(applicationProtocol);
    if (edges.size() > maxEdges) {
      evict(edge);
    }
  }

  private void began(Instant first) {
    Instant latest = newest;
    newest = latest == null || first.isAfter(latest) ? first : latest;
  }

  /**
   * Drops candidates, those not seen for longest first, and more than one so that it is rarely
   * done; where there are none, the edge just added.
   */
  private void evict(EdgeKey added) {
    List<KnownEdge> candidates =
        edges().stream()
            .filter(edge -> edge.state() == EdgeState.CANDIDATE)
            .sorted(Comparator.comparing(KnownEdge::lastSeen))
            .limit(Math.max(1, maxEdges / 20))
            .toList();
    if (candidates.isEmpty()) {
      edges.remove(added);
      evicted++;
    }
    candidates.forEach(edge -> edges.remove(edge.key()));
    evicted += candidates.size();
  }

  /** Takes an observation of a class that counts. Learning thread only. */
  public void observe(WorkloadClass seen, ObservedBy by, Observation told) {
    classes
        .computeIfAbsent(new ClassKey(seen.namespace(), seen.repository()), this::begin)
        .observe(by, told);
  }

  /**
   * What this epoch has seen of an edge or of a class, or null. Learning thread only.
   *
   * @param edge the edge; null asks for the class
   */
  public @Nullable Observation observed(
      @Nullable EdgeKey edge, @Nullable WorkloadClass seen, ObservedBy by) {
    Known known = null;
    if (edge != null) {
      known = edges.get(edge);
    } else if (seen != null) {
      known = classes.get(new ClassKey(seen.namespace(), seen.repository()));
    }
    return known == null ? null : known.observations().get(by);
  }

  private Known begin(EdgeKey key) {
    newEdges.add(key);
    return new Known();
  }

  private Known begin(ClassKey key) {
    newClasses.add(key);
    return new Known();
  }

  /**
   * Learning has ended: candidates with an observation become learned, and what is not learned is
   * unseen from now on. Learning thread, while nobody asks.
   *
   * @return how many edges were learned by it
   */
  public int graduate() {
    int learned = 0;
    for (Known edge : edges.values()) {
      if (edge.graduate()) {
        learned++;
      }
    }
    classes.values().forEach(Known::graduate);
    graduationChanged |= !graduated;
    graduated = true;
    return learned;
  }

  /** What is known of an edge, or null. Learning thread, or while nobody writes. */
  public @Nullable KnownEdge edge(EdgeKey key) {
    Known known = edges.get(key);
    return known == null ? null : view(key, known);
  }

  private static @Nullable KnownEdge view(EdgeKey key, Known known) {
    Observation total = known.total();
    return total == null
        ? null
        : new KnownEdge(
            key,
            known.learned() ? EdgeState.LEARNED : EdgeState.CANDIDATE,
            total.first(),
            total.last(),
            total.count(),
            known.applicationProtocol());
  }

  /** All known edges, ordered by what they name. Learning thread, or while nobody writes. */
  public List<KnownEdge> edges() {
    List<KnownEdge> all = new ArrayList<>(edges.size());
    edges.forEach((key, known) -> {
      KnownEdge edge = view(key, known);
      if (edge != null) {
        all.add(edge);
      }
    });
    all.sort(Comparator.comparing(KnownEdge::key, EdgeOrder.INSTANCE));
    return all;
  }

  /**
   * What may pass at this time: what was learned or allowed, and is not denied. Learning thread, or
   * while nobody writes.
   */
  public Permitted permitted(Instant now) {
    Said current = said;
    List<EdgeKey> learned =
        edges.entrySet().stream()
            .filter(edge -> edge.getValue().learned())
            .map(Map.Entry::getKey)
            .sorted(EdgeOrder.INSTANCE)
            .toList();
    return new Permitting(learned, current.declarations().all(), current.blocks(), now).permitted();
  }

  /** Is the class in mode prevent, in all directions; null asks for the host. Any thread. */
  public boolean prevents(@Nullable WorkloadClass asked) {
    Modes modes = said.modes();
    if (asked == null) {
      return phase.apply(modes.otherwise()) == Mode.PREVENT;
    }
    return Stream.of(Way.values())
        .allMatch(way -> phase.apply(modes.of(asked, way)) == Mode.PREVENT);
  }

  /** The mode of this class and direction, and why. Any thread. */
  public Ruling ruling(WorkloadClass asked, Way way) {
    return said.modes().ruling(asked, way);
  }

  /** Classes that are an end of some edge. Any thread. */
  public Set<WorkloadClass> workloads() {
    Set<WorkloadClass> all = new HashSet<>();
    for (EdgeKey edge : edges.keySet()) {
      if (edge.from().workloadClass() instanceof WorkloadClass from) {
        all.add(from);
      }
      if (edge.to().workloadClass() instanceof WorkloadClass to) {
        all.add(to);
      }
    }
    return all;
  }

  /**
   * How much is known of these edges. Any thread.
   *
   * @param seen edges that were seen and of which nothing is known yet; candidates, too
   */
  public Census census(Predicate<EdgeKey> of, Set<EdgeKey> seen) {
    long learned = 0;
    long candidates = seen.stream().filter(of).filter(key -> !edges.containsKey(key)).count();
    for (Map.Entry<EdgeKey, Known> edge : edges.entrySet()) {
      if (of.test(edge.getKey())) {
        learned += edge.getValue().learned() ? 1 : 0;
        candidates += edge.getValue().learned() ? 0 : 1;
      }
    }
    return new Census(learned, candidates, newest);
  }

  /** Candidates that were dropped because there were too many edges. */
  public long evicted() {
    return evicted;
  }

  /**
   * What changed since this was last called, for the ledger, in a fixed order. Learning thread
   * only.
   */
  public List<ModelRecord> takeChanges() {
    return take(edges.keySet(), classes.keySet());
  }

  /**
   * Of what changed, that which is new: edges and classes seen for the first time, and that
   * learning ended. Costs nothing where there is none. Learning thread only.
   */
  public List<ModelRecord> takeNews() {
    return newEdges.isEmpty() && newClasses.isEmpty() && !graduationChanged
        ? List.of()
        : take(newEdges, newClasses);
  }

  /** All that is known, as records that {@link #restore} takes. Learning thread only. */
  public List<ModelRecord> records() {
    List<ModelRecord> records = new ArrayList<>();
    edges.forEach((key, known) -> records.add(ModelJson.edge(key, known)));
    classes.forEach((key, known) -> records.add(ModelJson.classRecord(key, known)));
    if (graduated) {
      records.add(ModelJson.graduated());
    }
    return records;
  }

  private List<ModelRecord> take(Set<EdgeKey> ofEdges, Set<ClassKey> ofClasses) {
    List<ModelRecord> changes = new ArrayList<>();
    for (EdgeKey key : ofEdges.stream().sorted(EdgeOrder.INSTANCE).toList()) {
      Known known = edges.get(key);
      if (known != null && known.takeChanged()) {
        changes.add(ModelJson.edge(key, known));
      }
    }
    for (ClassKey key : ofClasses.stream().sorted(ClassKey.ORDER).toList()) {
      Known known = classes.get(key);
      if (known != null && known.takeChanged()) {
        changes.add(ModelJson.classRecord(key, known));
      }
    }
    newEdges.clear();
    newClasses.clear();
    if (graduationChanged) {
      graduationChanged = false;
      changes.add(ModelJson.graduated());
    }
    return changes;
  }

  /** Edges known. Any thread. */
  public int size() {
    return edges.size();
  }

  /**
   * Takes in a record that {@link #takeChanges} once gave; before anything else is done.
   *
   * @return false when it is no record of the model
   * @throws io.ringwall.engine.config.RingwallException of category INPUT when it cannot be read
   */
  public boolean restore(String kind, int version, String json) {
    switch (kind) {
      case ModelRecord.EDGE -> {
        ModelJson.Restored<EdgeKey> edge = ModelJson.readEdge(version, json);
        edge.restoreTo(key -> edges.computeIfAbsent(key, _ -> new Known()));
        edge.observations().values().stream()
            .map(Observation::first)
            .min(Comparator.naturalOrder())
            .ifPresent(this::began);
      }
      case ModelRecord.CLASS ->
          ModelJson.readClass(version, json)
              .restoreTo(key -> classes.computeIfAbsent(key, _ -> new Known()));
      case ModelRecord.GRADUATED -> graduated = true;
      default -> {
        return false;
      }
    }
    return true;
  }
}
