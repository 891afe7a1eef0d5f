package io.ringwall.engine.findings;

import io.ringwall.sdk.event.Count;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.Timed;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.FindingKind;
import io.ringwall.sdk.finding.FindingStatus;
import io.ringwall.sdk.finding.Incident;
import io.ringwall.sdk.finding.Withdrawal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The findings station: makes of all that rules raised what a person reads once.
 *
 * <ul>
 *   <li>Findings with one key are one finding that counts. Edge findings of one flow, and of one
 *       container and edge, are one, named by the gravest rule.
 *   <li>A scan (a finding on a {@link Count} by a rule of T1046, T1018 or T1595) absorbs its
 *       container's edge findings on what it tried, while it lasted, its window before and after.
 *       They are SUPPRESSED, and {@code statusBy} names the scan. An edge finding that is graver
 *       than the scan, and on which payload went both ways, stays: that was no probe.
 *   <li>Incidents join further support while they are open; what is absorbed leaves them for what
 *       absorbed it. An incident whose every finding was withdrawn goes too.
 *   <li>What changes is emitted as the next revision: at once when it says something new, else
 *       (time, count, evidence) at most once a second of engine time, and at {@link #finish}.
 * </ul>
 *
 * <p>Used by one thread, the correlation thread; the listener is called on it.
 */
public final class Findings {
  /** So long after a finding's last event a command still belongs to its story. */
  private static final Duration AFTERMATH = Duration.ofHours(1);

  private final Knowledge knowledge;
  private final FindingLimits limits;
  private final Commands commands;
  private final Scans scans = new Scans();
  private final Register register;
  private final Telling telling;
  private final Map<FlowOf, Aggregate> flows;
  private final Map<String, Aggregate> byRaised;
  private long number;
  private long evicted;

  /** Takes revisions. */
  public interface Listener {
    /**
     * A finding was raised, revised or withdrawn.
     *
     * @param finding the revision
     * @param counted how far it has counted beyond its evidence; {@link #restore} wants it again
     */
    void revised(Finding finding, List<Mark> counted);
  }

  /** A flow that was counted under a key; the key of all edge findings is {@link Keys#EDGE}. */
  private record FlowOf(String key, String flowId) {}

  /**
   * A station that knows of no finding yet.
   *
   * @param knowledge what it asks of the model
   * @param limits how much it keeps
   * @param listener takes each revision, in order
   */
  public Findings(Knowledge knowledge, FindingLimits limits, Listener listener) {
    this.knowledge = Objects.requireNonNull(knowledge, "knowledge");
    this.limits = Objects.requireNonNull(limits, "limits");
    this.register = new Register(limits.findings(), scans);
    this.telling = new Telling(Objects.requireNonNull(listener, "listener"));
    this.commands = new Commands(limits.containers(), limits.commands());
    this.flows = Bounded.map(limits.flows(), () -> evicted++);
    this.byRaised = Bounded.map(limits.flows(), () -> {});
  }

  /** Takes what rules raised on one event, in firing order. */
  public void accept(Collection<Raised> raised) {
    accept(raised, false);
  }

  /**
   * Takes what rules raised on one event, in firing order.
   *
   * @param again was the event reached by an earlier run: restored findings hold it already. A
   *     finding whose first event is read again is worked out anew, and emits the same revisions
   */
  public void accept(Collection<Raised> raised, boolean again) {
    for (Raised one : raised) {
      telling.time(one.on().time());
      if (one.incident()) {
        incident(one, again);
      } else {
        finding(one, again);
      }
    }
    telling.now();
  }

  /**
   * Was told all this in an earlier run, and changes nothing by it.
   *
   * @return ids of the findings and incidents that it went into
   */
  public List<String> recall(Collection<Raised> raised) {
    List<String> ids = new ArrayList<>();
    for (Raised one : raised) {
      String key = one.finding().correlationKey();
      Open known = one.incident() ? register.story(key) : register.finding(key);
      if (known instanceof Aggregate finding) {
        Aggregate stands = finding.resolved();
        byRaised.put(one.finding().id(), stands);
        known = stands;
      }
      if (known != null) {
        ids.add(known.id());
      }
    }
    return ids;
  }

  /** Takes note of an event of any kind; process and exec events are commands of findings. */
  public void observe(Event event) {
    observe(event, false);
  }

  /**
   * Takes note of an event of any kind.
   *
   * @param again was it reached by an earlier run: restored findings tell of it already
   */
  public void observe(Event event, boolean again) {
    String container = commands.observe(event);
    if (container == null) {
      return;
    }
    telling.time(event.time());
    for (Open open : register.ofContainer(container)) {
      boolean over = open.withdrawn() || open.lastSeen().plus(AFTERMATH).isBefore(event.time());
      if (!Telling.isAbsorbed(open) && !over && !(again && register.isRestored(open))) {
        telling.urgent(open);
      }
    }
    telling.now();
  }

  /** Engine time has come to this token: tells what changed and waits. */
  public void advance(Instant token) {
    telling.advance(token);
  }

  /** Tells all that waits, absorbed findings included; nothing is forgotten. */
  public void finish() {
    telling.finish();
  }

  /** All findings and incidents in their last emitted revision, ordered by first event. */
  public List<Finding> last() {
    record Numbered(long number, Finding finding) {}
    List<Numbered> last = new ArrayList<>();
    for (Open open : register.all()) {
      if (open.last() instanceof Finding finding) {
        last.add(new Numbered(open.number(), finding));
      }
    }
    last.sort(
        Comparator.comparing((Numbered one) -> one.finding().firstSeen())
            .thenComparingLong(Numbered::number));
    return last.stream().map(Numbered::finding).toList();
  }

  /**
   * Withdraws a finding, and incidents that have no other.
   *
   * @param id of a finding or incident
   * @return its last revision, or empty when it is not known or was withdrawn before
   */
  public Optional<Finding> withdraw(String id, Withdrawal why) {
    Open open = register.use(id);
    if (open == null || open.withdrawn()) {
      return Optional.empty();
    }
    open.withdraw(why);
    telling.urgent(open);
    register.close(open);
    if (open instanceof Aggregate finding) {
      leaveStory(finding, why);
    }
    telling.now();
    return Optional.ofNullable(open.last());
  }

  /**
   * A flow was judged by a guess of who its ends are, and that was wrong: findings about its edge
   * are withdrawn, unless they rest on other flows, too.
   *
   * @return ids of what rules had raised and is withdrawn by this
   */
  public Set<String> disproved(String flowId, Withdrawal why) {
    Aggregate known = flows.remove(new FlowOf(Keys.EDGE, flowId));
    if (known == null) {
      return Set.of();
    }
    Aggregate finding = merged(known);
    if (!finding.disproved(flowId) || withdraw(finding.id(), why).isEmpty()) {
      return Set.of();
    }
    Set<String> raised = new HashSet<>();
    byRaised.forEach((id, about) -> {
      if (merged(about) == finding) {
        raised.add(id);
      }
    });
    return raised;
  }

  private void leaveStory(Aggregate finding, Withdrawal why) {
    Story story = finding.story();
    if (story == null) {
      return;
    }
    telling.urgent(story);
    if (story.unsupported() && !story.withdrawn()) {
      story.withdraw(new Withdrawal("its findings were withdrawn", why.disprovedBy()));
      register.close(story);
    }
  }

  /**
   * Continues findings that an earlier run emitted; before the first {@link #accept}.
   *
   * @param findings their last revisions, ordered by first event
   */
  public void restore(Collection<Finding> findings) {
    restore(findings, Map.of());
  }

  /**
   * Continues findings that an earlier run emitted; before the first {@link #accept}.
   *
   * @param findings their last revisions, ordered by first event
   * @param counted how far they had counted beyond their evidence, by their ids
   */
  public void restore(Collection<Finding> findings, Map<String, List<Mark>> counted) {
    Map<String, Aggregate> restored = new HashMap<>();
    for (Finding finding : findings) {
      if (finding.kind() == FindingKind.FINDING && finding.status() != FindingStatus.WITHDRAWN) {
        Aggregate aggregate =
            new Aggregate(
                finding,
                counted.getOrDefault(finding.id(), List.of()),
                ++number,
                knowledge,
                commands,
                limits);
        restored.put(finding.id(), aggregate);
        register.restored(aggregate);
        keep(aggregate, finding.subject());
        register.key(aggregate, finding.correlationKey());
        register.index(aggregate);
      }
    }
    for (Finding finding : findings) {
      Aggregate absorbed = restored.get(finding.id());
      Aggregate absorber = restored.get(Aggregate.absorberNamedBy(finding));
      if (absorbed != null && absorber != null && absorber != absorbed) {
        absorbed.absorber(absorber);
      }
      if (finding instanceof Incident incident && finding.status() != FindingStatus.WITHDRAWN) {
        restore(incident, restored);
      }
    }
  }

  private void restore(Incident incident, Map<String, Aggregate> restored) {
    List<Aggregate> about = new ArrayList<>();
    for (String id : incident.findings()) {
      if (restored.get(id) instanceof Aggregate finding) {
        about.add(finding);
      }
    }
    Story story = new Story(incident, about, ++number, commands);
    about.forEach(finding -> finding.story(story));
    keep(story, incident.subject());
    register.restored(story);
    register.story(story);
  }

  /** How much state was forgotten for want of room. */
  public long evicted() {
    return evicted;
  }

  /** The first event of a restored finding or incident has come again: it is worked out anew. */
  private void beginAnew(String id) {
    if (register.leaveRestored(id) instanceof Open open) {
      telling.drop(open);
    }
  }

  private void finding(Raised raised, boolean again) {
    beginAnew(raised.finding().id());
    boolean mergeable = raised.restsOnEdgeState() && !raised.keyGiven();
    String key = raised.finding().correlationKey();
    Aggregate found = register.finding(key);
    FlowOf flow = flow(raised, mergeable ? Keys.EDGE : key);
    Aggregate counted = flow == null ? null : flows.get(flow);
    counted = counted == null || counted.withdrawn() ? null : merged(counted);
    if (mergeable && counted != null && found != null && counted != found) {
      found = merge(counted, found);
    } else if (mergeable && counted != null) {
      found = counted;
    }
    boolean isNew = found == null;
    if (found != null && again && register.isRestored(found)) {
      byRaised.put(raised.finding().id(), found);
      if (flow != null) {
        flows.put(flow, found);
      }
      return;
    }
    if (found != null && found.toldBefore(raised.on())) {
      byRaised.put(raised.finding().id(), found);
      return;
    }
    if (found == null) {
      found = new Aggregate(raised, ++number, knowledge, commands, limits);
      keep(found, found.subject());
      register.index(found);
    }
    register.use(found.id());
    register.key(found, key);
    boolean says = found.add(raised, counted == null);
    if (flow != null) {
      flows.put(flow, found);
    }
    byRaised.put(raised.finding().id(), found);
    telling.changed(found, says || isNew);
    if (found.edgeFinding() && raised.on() instanceof Flow on) {
      placeInScan(found, on);
    } else if (raised.on() instanceof Count count && Scans.isScan(raised.rule())) {
      scans.note(found, count);
      absorb(found);
    }
    if (found.story() instanceof Story story) {
      telling.changed(story, says);
    }
  }

  private static @Nullable FlowOf flow(Raised raised, String key) {
    return raised.on() instanceof Flow flow ? new FlowOf(key, flow.flowId()) : null;
  }

  /** The finding that this one became by merging; absorption by a scan is none. */
  private static Aggregate merged(Aggregate finding) {
    Aggregate stands = finding;
    while (stands.mergedInto() instanceof Aggregate into) {
      stands = into;
    }
    return stands;
  }

  private Aggregate merge(Aggregate one, Aggregate other) {
    Aggregate older = one.number() < other.number() ? one : other;
    Aggregate younger = older == one ? other : one;
    older.merge(younger);
    younger.mergedInto(older);
    register.replace(younger, older);
    if (younger.story() instanceof Story story) {
      older.story(older.story() == null ? story : older.story());
      younger.story(null);
      telling.changed(story, true);
    }
    telling.changed(younger, true);
    telling.changed(older, true);
    return older;
  }

  private void placeInScan(Aggregate edge, Flow flow) {
    if (edge.mergedInto() != null) {
      return;
    }
    Aggregate scan = scans.over(edge, flow.start());
    if (scan != null && edge.absorber() == null) {
      absorb(edge, scan);
      scan.goesOnUntil(flow.start());
      telling.changed(scan, false);
    } else if (scan == null && edge.absorber() != null) {
      edge.absorber(null);
      telling.changed(edge, true);
    }
  }

  private void absorb(Aggregate scan) {
    for (Aggregate edge : register.edges(scan.origin())) {
      boolean free = edge.absorber() == null && !edge.withdrawn();
      if (free && scans.over(edge, edge.lastBegan()) == scan) {
        absorb(edge, scan);
      }
    }
  }

  private void absorb(Aggregate edge, Aggregate scan) {
    edge.absorber(scan);
    telling.changed(edge, edge.last() != null);
    if (edge.story() instanceof Story story) {
      edge.story(null);
      boolean moves = scan.story() == null;
      if (moves) {
        scan.story(story);
        telling.changed(scan, true);
      }
      telling.changed(story, moves);
    }
  }

  private void incident(Raised raised, boolean again) {
    beginAnew(raised.finding().id());
    String key = raised.finding().correlationKey();
    Story story = register.story(key);
    if (story == null) {
      story = new Story(raised, ++number, commands);
      keep(story, story.subject());
      register.story(story);
    } else if (again && register.isRestored(story)) {
      return;
    }
    register.use(story.id());
    List<Aggregate> about = new ArrayList<>();
    for (Timed part : raised.support()) {
      Aggregate known = part instanceof Finding finding ? known(finding) : null;
      if (known != null) {
        about.add(known);
      }
    }
    story.add(raised, about);
    boolean joined = story.last() == null;
    for (Aggregate finding : about) {
      Aggregate stands = finding.resolved();
      if (stands.story() == null) {
        stands.story(story);
        telling.changed(stands, true);
        joined = true;
      }
    }
    telling.changed(story, joined);
  }

  private @Nullable Aggregate known(Finding raised) {
    Aggregate known = byRaised.get(raised.id());
    return known == null ? register.finding(raised.correlationKey()) : known;
  }

  /** Keeps one that is new; what had to go for it is told of as it stands. */
  private void keep(Open open, @Nullable Workload container) {
    if (register.keep(open, container) instanceof Open forgotten) {
      evicted++;
      telling.last(forgotten);
    }
  }
}
