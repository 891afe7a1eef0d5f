package io.ringwall.engine.rules;

import io.ringwall.engine.findings.FindingDraft;
import io.ringwall.engine.findings.Raised;
import io.ringwall.engine.findings.RuleHeader;
import io.ringwall.sdk.event.Count;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Timed;
import io.ringwall.sdk.rules.Counts;
import io.ringwall.sdk.rules.Draft;
import io.ringwall.sdk.rules.Findings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.drools.model.Model;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieServices;
import org.kie.api.conf.EventProcessingOption;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.conf.ClockTypeOption;
import org.kie.api.time.SessionPseudoClock;

/**
 * What rules mean: one Drools session with all of them, no index, nothing let go; fed with each
 * event, then its stateless findings and counts, then correlation fires. Counts are done by hand.
 */
final class PlainSession implements AutoCloseable {
  private final KieSession session;
  private final List<Raised> raised = new ArrayList<>();
  private final List<Count> reached = new ArrayList<>();
  private final HandCount seen = new HandCount("seen", false, 8, Map.of("some", 2, "many", 4));
  private final HandCount users = new HandCount("users", true, 10, Map.of("two", 2));
  private RuleHeader speaking;
  private Event current;

  PlainSession(List<Model> models, Map<String, RuleHeader> headers) {
    KieSessionConfiguration configuration = KieServices.get().newKieSessionConfiguration();
    configuration.setOption(ClockTypeOption.PSEUDO);
    this.session =
        KieBaseBuilder.createKieBaseFromModel(models, EventProcessingOption.STREAM)
            .newKieSession(configuration, null);
    session.setGlobal("findings", new Collecting());
    session.setGlobal("counts", (Counts) name -> key -> name.equals("seen") ? seen : users);
    session.setGlobal("text", new SafeText());
    session.addEventListener(
        new DefaultAgendaEventListener() {
          @Override
          public void beforeMatchFired(BeforeMatchFiredEvent event) {
            speaking = headers.get(event.getMatch().getRule().getName());
          }
        });
  }

  List<Raised> accept(Event event) {
    current = event;
    session.insert(event);
    List<Raised> all = new ArrayList<>();
    stateless(all);
    correlation(all);
    return all;
  }

  List<Raised> advance(Instant time) {
    SessionPseudoClock clock = session.getSessionClock();
    clock.advanceTime(time.toEpochMilli() - clock.getCurrentTime(), TimeUnit.MILLISECONDS);
    List<Raised> all = new ArrayList<>();
    correlation(all);
    return all;
  }

  /** Rules of one pattern are in the main group, the others wait for theirs. */
  private void stateless(List<Raised> all) {
    do {
      session.fireAllRules();
      List<Count> now = List.copyOf(reached);
      reached.clear();
      List<Raised> said = List.copyOf(raised);
      raised.clear();
      all.addAll(said);
      said.forEach(finding -> session.insert(finding.finding()));
      for (Count count : now) {
        current = count;
        session.insert(count);
      }
      if (now.isEmpty()) {
        return;
      }
    } while (true);
  }

  private void correlation(List<Raised> all) {
    for (int i = 0; i < 8; i++) {
      session.getAgenda().getAgendaGroup("correlation").setFocus();
      session.fireAllRules();
      if (raised.isEmpty()) {
        return;
      }
      List<Raised> said = List.copyOf(raised);
      raised.clear();
      all.addAll(said);
      said.forEach(finding -> session.insert(finding.finding()));
    }
  }

  @Override
  public void close() {
    session.dispose();
  }

  private final class Collecting implements Findings {
    @Override
    public Draft raise(Timed on, String message) {
      FindingDraft draft = FindingDraft.finding(speaking, on, message);
      raised.add(draft.finish());
      return draft;
    }

    @Override
    public Draft incident(String message, Timed... support) {
      throw new UnsupportedOperationException();
    }
  }

  /** A count the simplest way: all additions kept, and looked at each time. */
  private final class HandCount implements Counts.Keyed {
    private record Added(Instant time, Object value) {}

    private final String name;
    private final boolean distinct;
    private final Duration window;
    private final Map<String, Integer> thresholds;
    private final List<Added> added = new ArrayList<>();
    private final Map<String, Integer> emitted = new HashMap<>();

    HandCount(String name, boolean distinct, int seconds, Map<String, Integer> thresholds) {
      this.name = name;
      this.distinct = distinct;
      this.window = Duration.ofSeconds(seconds);
      this.thresholds = thresholds;
    }

    private long value(Instant now) {
      List<Object> in =
          added.stream()
              .filter(one -> one.time().isAfter(now.minus(window)))
              .map(Added::value)
              .toList();
      Set<Object> different = new LinkedHashSet<>(in);
      return distinct ? different.size() : in.size();
    }

    @Override
    public void add(Object... value) {
      Instant now = current.time();
      for (String threshold : thresholds.keySet()) {
        if (fellSince(thresholds.get(threshold), now)) {
          emitted.remove(threshold);
        }
      }
      added.add(new Added(now, List.of(value)));
      thresholds.forEach((threshold, number) -> {
        int times = emitted.getOrDefault(threshold, 0);
        if (value(now) >= number * Math.pow(10, times)) {
          emitted.put(threshold, times + 1);
          reached.add(count(threshold, number, now));
        }
      });
    }

    /** Was the value below this number at any instant up to now. */
    private boolean fellSince(int number, Instant now) {
      return value(now) < number;
    }

    private Count count(String threshold, int number, Instant now) {
      return Count.builder(Scene.ORIGIN, current.sequence(), now)
          .of(name)
          .reached(threshold)
          .threshold(number)
          .value(value(now))
          .keys(List.of("all"))
          .window(window)
          .lastEvent(current)
          .firstTime(now)
          .ruleSet("test")
          .build();
    }

    @Override
    public long value() {
      return value(current.time());
    }
  }
}
