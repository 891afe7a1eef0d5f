package io.ringwall.sdk.finding;

import io.ringwall.sdk.event.EdgeRef;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.FileRef;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.ProcessRef;
import io.ringwall.sdk.event.Timed;
import io.ringwall.sdk.event.Verdict;
import io.ringwall.sdk.event.Workload;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a rule concluded, with everything needed to believe it. Immutable: what changes makes a new
 * {@link #revision()} with the same id. Its {@link #time()} is that of its first event.
 */
@ProviderType
public interface Finding extends Timed {
  /** Made of rule, correlation key and first event: the same input gives the same id. */
  @Override
  String id();

  /** Finding or incident. */
  FindingKind kind();

  /** Counts up from 1 each time anything below changes. */
  int revision();

  /** Findings with one key are one finding: rule and what it is about. */
  String correlationKey();

  /** The incident it belongs to. */
  @Nullable String incidentId();

  /** The rule: <code>ruleSet/rule name</code>. */
  String ruleId();

  /** Name of the rule set. */
  String ruleSet();

  /** Version of the rule set. */
  String ruleSetVersion();

  /** Layer of the rule set. */
  Layer layer();

  /** The rule's name. */
  String title();

  /** What happened, in a sentence. */
  String message();

  /** Where to read more. */
  List<String> references();

  /** Words to filter by. */
  List<String> tags();

  /** How bad it is. */
  Severity severity();

  /** How sure, 0 to 100. */
  int confidence();

  /** Techniques of ATT&amp;CK. */
  List<AttackTechnique> attack();

  /** The workload it is about: of a flow, its originator. */
  @Nullable Workload subject();

  /** Who began. */
  @Nullable Endpoint originator();

  /** With whom. */
  @Nullable Endpoint responder();

  /** The process. */
  @Nullable ProcessRef process();

  /** Commands of the container's exec sessions so far, in order. */
  List<String> commands();

  /** The file. */
  @Nullable FileRef file();

  /** The request. */
  @Nullable HttpExchange http();

  /** What was answered inline about its first event; null where nothing waited. */
  @Nullable Verdict verdict();

  /** The edge, with its state at that time. */
  @Nullable EdgeRef edge();

  /** Since when the edge is known; absent for never. */
  @Nullable Instant edgeKnownSince();

  /** Time of its first event. */
  Instant firstSeen();

  /** Time of its last event. */
  Instant lastSeen();

  /** How often it happened. */
  long count();

  /** Host of its first event. */
  String host();

  /** Source of its first event. */
  String source();

  /** Events it rests on, bounded, first ones first. */
  List<Evidence> evidence();

  /** Mode that held. */
  Mode mode();

  /** What was done about it. */
  Effect effect();

  /** Would only have been done. */
  boolean shadow();

  /** What was done, and whether it holds. */
  @Nullable Enforcement enforcement();

  /** Why the rule fired. */
  @Nullable Explanation explanation();

  /** The exception that covers it. */
  @Nullable FindingException exception();

  /** Where it stands. */
  FindingStatus status();

  /** Who said so. */
  @Nullable String statusBy();

  /** Why it was withdrawn. */
  @Nullable Withdrawal withdrawal();

  /** Same as {@link #firstSeen()}. */
  @Override
  default Instant time() {
    return firstSeen();
  }

  /** Starts a new Finding. */
  static FindingBuilder builder() {
    return new FindingBuilder();
  }
}
