package io.ringwall.engine.rules;

import io.ringwall.engine.counts.Addition;
import io.ringwall.engine.counts.CountSpec;
import io.ringwall.engine.counts.CountTable;
import io.ringwall.engine.findings.FindingDraft;
import io.ringwall.engine.findings.Raised;
import io.ringwall.sdk.event.Decision;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Timed;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.finding.Effect;
import io.ringwall.sdk.rules.Counts;
import io.ringwall.sdk.rules.Draft;
import io.ringwall.sdk.rules.Findings;
import io.ringwall.sdk.rules.Responses;
import io.ringwall.sdk.rules.Ruling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the globals {@code findings}, {@code counts}, {@code responses} and {@code verdict} are
 * while consequences run: collects what the current rule says. Used by one thread. A consequence
 * that fails has said nothing.
 */
final class Firing implements Findings, Counts, Responses, Ruling {
  private final @Nullable CountTable table;
  private final @Nullable List<Spoken> spoken;
  private final List<FindingDraft> drafts = new ArrayList<>(1);
  private final List<Addition> added = new ArrayList<>(1);
  private final List<RequestedResponse> requested = new ArrayList<>(0);
  private final List<Raised> raised = new ArrayList<>(1);
  private final List<Addition> additions = new ArrayList<>(1);
  private final List<RequestedResponse> responses = new ArrayList<>(0);
  private @Nullable Ruled decided;
  private @Nullable Ruled ruled;
  private @Nullable LoadedRule rule;
  private @Nullable Event event;

  /**
   * Nothing said yet.
   *
   * @param table the counts, where they can be read; null on a worker
   */
  Firing(@Nullable CountTable table) {
    this(table, null);
  }

  private Firing(@Nullable CountTable table, @Nullable List<Spoken> spoken) {
    this.table = table;
    this.spoken = spoken;
  }

  /** For judging ahead of the route: keeps what is said, for the route to raise and count. */
  static Firing ahead() {
    return new Firing(null, new ArrayList<>(1));
  }

  /** From here on, this rule speaks on this event. */
  void begin(LoadedRule speaking, @Nullable Event on) {
    discard();
    rule = speaking;
    event = on;
  }

  /** The rule's consequence has ended: what it said holds. */
  void end() {
    LoadedRule speaking = speaking();
    if (ruled == null && decided != null && covers(speaking)) {
      ruled = decided;
    }
    if (spoken != null) {
      spoken.add(new Spoken(speaking, drafts));
      discard();
      return;
    }
    for (FindingDraft draft : drafts) {
      Raised finished = draft.finish();
      if (speaking.ruleSet().scope().covers(finished.finding().subject())) {
        raised.add(finished);
      }
    }
    additions.addAll(added);
    responses.addAll(requested);
    speaking.fired();
    discard();
  }

  private boolean covers(LoadedRule speaking) {
    return speaking.ruleSet().scope().covers(FindingDraft.subjectOf(on()));
  }

  /** The rule said this ahead of the route, of the event as it was then. */
  void repeat(List<FindingDraft> said, Event now) {
    said.forEach(draft -> drafts.add(draft.restingOn(now)));
  }

  /** Forgets what a rule said that failed. */
  void discard() {
    drafts.clear();
    added.clear();
    requested.clear();
    decided = null;
  }

  private LoadedRule speaking() {
    return Objects.requireNonNull(rule, "no rule is speaking");
  }

  private Event on() {
    return Objects.requireNonNull(event, "no event is judged");
  }

  /** What the first rule decided that decided anything, or null. */
  @Nullable Ruled ruled() {
    return ruled;
  }

  /** What was said ahead of the route, a rule each, in order. */
  List<Spoken> spoken() {
    return spoken == null ? List.of() : spoken;
  }

  List<Raised> raised() {
    return raised;
  }

  List<Addition> additions() {
    return additions;
  }

  List<RequestedResponse> responses() {
    return responses;
  }

  /** What was raised since this was last asked. */
  List<Raised> takeRaised() {
    return taken(raised);
  }

  /** What was added since this was last asked. */
  List<Addition> takeAdditions() {
    return taken(additions);
  }

  /** What was asked for since this was last asked. */
  List<RequestedResponse> takeResponses() {
    return taken(responses);
  }

  private static <T> List<T> taken(List<T> said) {
    if (said.isEmpty()) {
      return List.of();
    }
    List<T> taken = List.copyOf(said);
    said.clear();
    return taken;
  }

  @Override
  public Draft raise(Timed on, String message) {
    FindingDraft draft = FindingDraft.finding(speaking().header(), on, message);
    drafts.add(draft);
    return draft;
  }

  @Override
  public Draft incident(String message, Timed... support) {
    FindingDraft draft = FindingDraft.incident(speaking().header(), message, List.of(support));
    drafts.add(draft);
    return draft;
  }

  @Override
  public Counter of(String name) {
    CountSpec spec =
        speaking()
            .ruleSet()
            .count(name)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "rule set '"
                        + speaking().ruleSet().name()
                        + "' declares no count '"
                        + name
                        + "'"));
    return key -> new Key(spec, key);
  }

  @Override
  public void allow(String reason) {
    decide(Decision.ALLOW, reason);
  }

  @Override
  public void deny(String reason) {
    decide(Decision.DENY, reason);
  }

  private void decide(Decision decision, String reason) {
    if (decided == null) {
      decided = new Ruled(decision, reason, speaking().header());
    }
  }

  @Override
  public void ban(IpAddress client, Duration timeToLive, String reason) {
    request(Effect.BAN, client.toString(), timeToLive, reason);
  }

  @Override
  public void quarantine(Workload workload, Duration timeToLive, String reason) {
    request(Effect.QUARANTINE, workload.containerId(), timeToLive, reason);
  }

  @Override
  public void stop(Workload workload, String reason) {
    request(Effect.STOP, workload.containerId(), null, reason);
  }

  private void request(Effect effect, String target, @Nullable Duration timeToLive, String reason) {
    requested.add(
        new RequestedResponse(
            speaking().header().ruleId(), effect, target, timeToLive, reason, on()));
  }

  private final class Key implements Keyed {
    private final CountSpec spec;
    private final Object[] parts;

    Key(CountSpec spec, Object[] parts) {
      if (parts.length == 0) {
        throw new IllegalArgumentException("count '" + spec.name() + "' needs a key");
      }
      this.spec = spec;
      this.parts = parts;
    }

    @Override
    public void add(Object... value) {
      added.add(Addition.of(spec, parts, value, on()));
    }

    @Override
    public long value() {
      if (table == null) {
        throw new IllegalStateException(
            "count '" + spec.name() + "' is read by a rule that was not known to read counts");
      }
      return table.value(spec, Addition.parts(parts), on().time());
    }
  }
}
