package io.ringwall.engine.rules;

import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Timed;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.rules.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.conf.ClockTypeOption;
import org.kie.api.runtime.rule.FactHandle;
import org.kie.api.runtime.rule.Match;
import org.kie.api.time.SessionPseudoClock;

/**
 * The session of the correlation rules: stream mode, with engine time as its clock. Facts stay as
 * long as a rule may need them, and at most a number of each kind. Letting one go never makes a
 * rule fire: what it kept from firing had happened all the same.
 */
final class Session implements AutoCloseable {
  private static final int FAILURES_MAX = 1_000;

  /** Of what is kept of a kind, one part in so many goes when there is too much. */
  private static final int EVICTED_SHARE = 16;

  /** An event may come this late and still meet those before it. */
  private static final Duration LATENESS = Duration.ofSeconds(2);

  private final SessionPlan plan;
  private final int factsPerType;
  private final Firing firing;
  private final @Nullable KieSession rules;
  private final Map<Class<?>, Deque<Held>> held = new HashMap<>();
  private @Nullable LoadedRule speaking;
  private @Nullable Event current;
  private boolean dirty;
  private long evicted;

  private record Held(FactHandle handle, long millis) {}

  Session(SessionPlan plan, Firing firing, Text text, int factsPerType) {
    this.plan = plan;
    this.firing = firing;
    this.factsPerType = factsPerType;
    KieBase base = plan.base();
    this.rules = base == null ? null : open(base, text);
  }

  private KieSession open(KieBase base, Text text) {
    KieSessionConfiguration configuration = KieServices.get().newKieSessionConfiguration();
    configuration.setOption(ClockTypeOption.PSEUDO);
    KieSession session = base.newKieSession(configuration, null);
    base.getKiePackages()
        .forEach(rulePackage ->
            rulePackage
                .getGlobalVariables()
                .forEach(global -> {
                  Object value = global.getName().equals("text") ? text : firing;
                  if (List.of("text", "findings", "counts", "responses", "verdict")
                      .contains(global.getName())) {
                    session.setGlobal(global.getName(), value);
                  }
                }));
    session.addEventListener(new Speaker());
    return session;
  }

  boolean wantsFindings() {
    return rules != null && plan.wantsFindings();
  }

  Firing firing() {
    return firing;
  }

  long evicted() {
    return evicted;
  }

  void insert(List<Timed> facts) {
    if (rules == null) {
      return;
    }
    for (Timed fact : facts) {
      try {
        dirty = true;
        FactHandle handle = rules.insert(fact);
        Deque<Held> ofKind = held.computeIfAbsent(fact.getClass(), kind -> new ArrayDeque<>());
        ofKind.add(new Held(handle, fact.millis()));
        if (ofKind.size() > factsPerType) {
          evict(ofKind);
        }
      } catch (RuntimeException e) {
        blame(fact, e);
      }
    }
  }

  /** Several go at once, since what the session has to do before and after costs more than each. */
  private void evict(Deque<Held> ofKind) {
    fire(current);
    int keep = factsPerType - factsPerType / EVICTED_SHARE;
    while (ofKind.size() > keep) {
      evicted++;
      Objects.requireNonNull(rules).delete(ofKind.removeFirst().handle());
    }
    ignoreWhatFollows();
  }

  /** Fires all rules that match; this is the event that is judged, null between events. */
  void fire(@Nullable Event event) {
    if (rules == null || !dirty) {
      return;
    }
    current = event == null ? current : event;
    for (int failures = 0; failures < FAILURES_MAX; failures++) {
      try {
        rules.fireAllRules();
        dirty = false;
        return;
      } catch (RuntimeException e) {
        firing.discard();
        blame(event, e);
      }
    }
  }

  /** Moves the clock; it never goes back. */
  void advance(Instant token) {
    if (rules == null) {
      return;
    }
    SessionPseudoClock clock = rules.getSessionClock();
    long ahead = token.toEpochMilli() - clock.getCurrentTime();
    if (ahead > 0) {
      clock.advanceTime(ahead, TimeUnit.MILLISECONDS);
    }
    dirty = true;
  }

  /** Lets facts go that no rule can need any more at this time. */
  void forget(Instant now) {
    if (rules == null) {
      return;
    }
    long until = now.minus(plan.retention()).minus(LATENESS).toEpochMilli();
    boolean gone = false;
    for (Deque<Held> ofKind : held.values()) {
      while (!ofKind.isEmpty() && ofKind.getFirst().millis() < until) {
        rules.delete(ofKind.removeFirst().handle());
        gone = true;
      }
    }
    if (gone) {
      ignoreWhatFollows();
    }
  }

  /** Lets findings go that proved wrong. */
  void withdraw(Set<String> ids) {
    if (rules == null) {
      return;
    }
    for (Deque<Held> ofKind : held.values()) {
      ofKind.removeIf(one -> {
        boolean wrong =
            rules.getObject(one.handle()) instanceof Finding finding && ids.contains(finding.id());
        if (wrong) {
          rules.delete(one.handle());
        }
        return wrong;
      });
    }
    ignoreWhatFollows();
  }

  private void ignoreWhatFollows() {
    if (rules != null) {
      rules.fireAllRules(match -> false);
    }
  }

  private void blame(@Nullable Object fact, RuntimeException why) {
    LoadedRule rule = speaking;
    if (rule == null) {
      plan.blamed(String.valueOf(why.getMessage())).forEach(named -> named.failed(fact, why));
    } else {
      rule.failed(fact, why);
    }
    speaking = null;
  }

  @Override
  public void close() {
    if (rules != null) {
      rules.dispose();
    }
  }

  /** Tells the globals which rule speaks. */
  private final class Speaker extends DefaultAgendaEventListener {
    @Override
    public void beforeMatchFired(BeforeMatchFiredEvent event) {
      Match match = event.getMatch();
      LoadedRule rule = plan.rule(match.getRule().getPackageName(), match.getRule().getName());
      speaking = rule;
      if (rule != null) {
        firing.begin(rule, on(match));
      }
    }

    @Override
    public void afterMatchFired(AfterMatchFiredEvent event) {
      if (speaking != null) {
        firing.end();
      }
      speaking = null;
    }

    /** The event that is judged; between events the latest one that the match rests on. */
    private @Nullable Event on(Match match) {
      Event latest = null;
      for (Object fact : match.getObjects()) {
        boolean later =
            fact instanceof Event event && (latest == null || event.time().isAfter(latest.time()));
        latest = later ? (Event) fact : latest;
      }
      return latest == null ? current : latest;
    }
  }
}
