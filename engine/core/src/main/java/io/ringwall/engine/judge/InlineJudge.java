package io.ringwall.engine.judge;

import io.ringwall.engine.config.InlineSettings;
import io.ringwall.engine.findings.Raised;
import io.ringwall.engine.identity.Identity;
import io.ringwall.engine.model.Model;
import io.ringwall.engine.rules.InlineJudgement;
import io.ringwall.engine.rules.RuleBase;
import io.ringwall.engine.rules.Ruled;
import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.FileEvent;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.ProcessEvent;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.event.WorkloadClass;
import io.ringwall.sdk.finding.Decision;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.Judge;
import io.ringwall.sdk.finding.Mode;
import io.ringwall.sdk.finding.Verdict;
import java.time.Duration;
import java.util.List;
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
    Event known = identity.glimpse(event);
    InlineJudgement judgement =
        rules.judgeInline(known, () -> nanoTime.getAsLong() - begun >= patience);
    List<Finding> findings = judgement.raised().stream().map(Raised::finding).toList();
    Ruled ruled = judgement.ruled();
    if (ruled != null) {
      return decided(ruled, defended(known), judgement.complete(), findings);
    }
    if (judgement.complete()) {
      return new Verdict(Decision.ALLOW, "", "", true, findings);
    }
    return late(defended(known), findings);
  }

  private Verdict decided(
      Ruled ruled, @Nullable WorkloadClass scope, boolean inTime, List<Finding> findings) {
    String rule = ruled.rule().ruleId();
    boolean prevents = ruled.rule().mode() == Mode.PREVENT && model.prevents(scope);
    if (ruled.decision() == Decision.ALLOW || prevents) {
      return new Verdict(ruled.decision(), ruled.reason(), rule, inTime, findings);
    }
    String reason = "not in mode prevent, else denied: " + ruled.reason();
    return new Verdict(Decision.ALLOW, reason, rule, inTime, findings);
  }

  private Verdict late(@Nullable WorkloadClass scope, List<Finding> findings) {
    return failClosed.covers(scope)
        ? new Verdict(Decision.DENY, "no answer in time, fails closed", "", false, findings)
        : new Verdict(Decision.ALLOW, "no answer in time, fails open", "", false, findings);
  }

  /** Whom the answer protects: of a request, the server if we know it. */
  private static @Nullable WorkloadClass defended(Event event) {
    Workload workload =
        switch (event) {
          case HttpExchange http -> either(http.responder(), http.originator());
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
