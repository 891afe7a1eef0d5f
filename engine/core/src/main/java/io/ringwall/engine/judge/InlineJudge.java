package io.ringwall.engine.judge;

import io.ringwall.engine.config.InlineSettings;
import io.ringwall.engine.flows.FlowGlimpse;
import io.ringwall.engine.flows.TrackedFlow;
import io.ringwall.engine.identity.Identity;
import io.ringwall.engine.model.Model;
import io.ringwall.engine.rules.InlineJudgement;
import io.ringwall.engine.rules.RuleBase;
import io.ringwall.engine.rules.Ruled;
import io.ringwall.sdk.event.Answerable;
import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.event.Decision;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.FileEvent;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.ProcessEvent;
import io.ringwall.sdk.event.Verdict;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.event.WorkloadClass;
import io.ringwall.sdk.finding.Judge;
import io.ringwall.sdk.finding.Mode;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges by the rules marked {@code @inline}, and by who is known and which modes hold at this
 * moment. Any thread, without locks; rules and settings are replaced while it judges, and one
 * judgement sees one version of each.
 */
public final class InlineJudge implements Judge {
  private final Identity identity;
  private final Model model;
  private final LongSupplier nanoTime;
  private volatile RuleBase rules;
  private volatile FailClosed failClosed;

  /**
   * A judge.
   *
   * @param nanoTime nanoseconds since some moment, for deadlines
   */
  public InlineJudge(
      Identity identity,
      Model model,
      RuleBase rules,
      InlineSettings settings,
      LongSupplier nanoTime) {
    this.identity = identity;
    this.model = model;
    this.rules = rules;
    this.failClosed = FailClosed.of(settings);
    this.nanoTime = nanoTime;
  }

  /** These rules judge from now on. */
  public void rules(RuleBase next) {
    rules = next;
  }

  /** These settings hold from now on. */
  public void configure(InlineSettings settings) {
    failClosed = FailClosed.of(settings);
  }

  @Override
  public Verdict judge(Event event, Duration deadline) {
    long begun = nanoTime.getAsLong();
    long patience = TimeUnit.NANOSECONDS.convert(deadline);
    Event known = glimpse(event);
    InlineJudgement judgement =
        rules.judgeInline(known, () -> nanoTime.getAsLong() - begun >= patience);
    Ruled ruled = judgement.ruled();
    if (ruled != null) {
      return decided(ruled, known, judgement);
    }
    return judgement.complete()
        ? new InlineVerdict(Decision.ALLOW, "", "", judgement)
        : late(defended(known), judgement);
  }

  /**
   * What was concluded when this event was asked about, if it was: given once, for the route to
   * take up in place of judging again.
   */
  public static @Nullable InlineJudgement taken(Event event) {
    return event instanceof Answerable asked && asked.verdict() instanceof InlineVerdict verdict
        ? verdict.take()
        : null;
  }

  /** The event as the route would know it now; of a connection also how it stands. */
  private Event glimpse(Event event) {
    return event instanceof Flow flow
        ? FlowGlimpse.of(flow, identity, model)
        : identity.glimpse(event);
  }

  private Verdict decided(Ruled ruled, Event known, InlineJudgement judgement) {
    String rule = ruled.rule().ruleId();
    boolean prevents = ruled.rule().mode() == Mode.PREVENT && prevents(known);
    if (ruled.decision() == Decision.ALLOW || prevents) {
      return new InlineVerdict(ruled.decision(), ruled.reason(), rule, judgement);
    }
    String reason = "not in mode prevent, else denied: " + ruled.reason();
    return new InlineVerdict(Decision.ALLOW, reason, rule, judgement);
  }

  /** A connection is prevented by the stricter mode of its two ends, as everywhere. */
  private boolean prevents(Event known) {
    return known instanceof TrackedFlow flow
        ? flow.standing().mode() == Mode.PREVENT
        : model.prevents(defended(known));
  }

  private Verdict late(@Nullable WorkloadClass scope, InlineJudgement judgement) {
    return failClosed.covers(scope)
        ? new InlineVerdict(Decision.DENY, "no answer in time, fails closed", "", judgement)
        : new InlineVerdict(Decision.ALLOW, "no answer in time, fails open", "", judgement);
  }

  /** Whom the answer protects: of a request or a connection, the server if we know it. */
  private static @Nullable WorkloadClass defended(Event event) {
    Workload workload =
        switch (event) {
          case HttpExchange http -> either(http.responder(), http.originator());
          case Flow flow -> either(flow.responder(), flow.originator());
          case ProcessEvent process -> process.workload();
          case FileEvent file -> file.workload();
          case CustomEvent custom -> custom.workload();
          default -> null;
        };
    return workload == null ? null : workload.workloadClass();
  }

  private static @Nullable Workload either(Endpoint server, Endpoint client) {
    return server.workload() == null ? client.workload() : server.workload();
  }
}
