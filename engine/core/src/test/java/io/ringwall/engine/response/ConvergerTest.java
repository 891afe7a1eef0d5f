package io.ringwall.engine.response;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.WorkloadClass;
import io.ringwall.sdk.plugin.Boundary;
import io.ringwall.sdk.plugin.Convergence;
import io.ringwall.sdk.plugin.Membership;
import io.ringwall.sdk.plugin.Observation;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConvergerTest {
  private static final WorkloadClass WEB = new WorkloadClass("shop", "web", "test/web");
  private static final WorkloadClass CARTS = new WorkloadClass("shop", "carts", "test/carts");
  private static final EdgeKey EDGE =
      new EdgeKey(EdgeEnd.of(WEB), EdgeEnd.of(CARTS), Protocol.TCP, 80);
  private static final Converger.Pace PACE =
      new Converger.Pace(Duration.ofMillis(5), Duration.ofMillis(20));

  private final Backend backend = new Backend();
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final Members members = Members.beginning(1, Set.of());
  private final AllowedEdges first = AllowedEdges.beginning(1, Set.of(WEB, CARTS), Set.of(EDGE));

  private static final class Backend implements Driven {
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile boolean forgets;
    private final AtomicInteger calls = new AtomicInteger();
    private Observation now = new Observation(-1, -1, Set.of());

    @Override
    public String name() {
      return "fake";
    }

    @Override
    public Convergence converge(Boundary boundary, Membership membership) {
      calls.incrementAndGet();
      if (refusals.get() > 0) {
        refusals.decrementAndGet();
        throw new RingwallException(RingwallException.Category.RESOURCE, "the backend is away");
      }
      now =
          new Observation(
              boundary.revision(), membership.revision(), forgets ? Set.of() : boundary.edges());
      return new Convergence(boundary.revision(), membership.revision(), List.of());
    }

    @Override
    public Observation observe() {
      return now;
    }
  }

  private Converger start() {
    return Converger.start(
        backend,
        new ConvergerListener() {
          @Override
          public void converged(String who, long boundary, long membership, List<String> gaps) {
            told.add("converged " + boundary + " " + membership);
          }

          @Override
          public void trouble(String who, String sentence) {
            told.add(sentence);
          }
        },
        PACE,
        Thread::new);
  }

  private String next() throws InterruptedException {
    return String.valueOf(told.poll(20, TimeUnit.SECONDS));
  }

  @Test
  void convergesOnlyWhenARevisionChanged() throws Exception {
    try (Converger converger = start()) {
      converger.ask(first, members);
      assertEquals("converged 1 1", next());
      converger.ask(first, members);
      converger.ask(first.next(Set.of(WEB), Set.of(EDGE)), members);
      assertEquals("converged 2 1", next());
    }
    assertEquals(2, backend.calls.get());
  }

  @Test
  void triesAgainUntilTheBackendTakesItAndTellsTheSameTroubleOnce() throws Exception {
    backend.refusals.set(3);
    try (Converger converger = start()) {
      converger.ask(first, members);
      assertTrue(next().contains("the backend is away"));
      assertEquals("converged 1 1", next());
    }
    assertEquals(4, backend.calls.get());
  }

  @Test
  void tellsWhenTheBackendEnforcesSomethingElse() throws Exception {
    backend.forgets = true;
    try (Converger converger = start()) {
      converger.ask(first, members);
      assertTrue(next().contains("does not let pass 1 allowed edges"));
      backend.forgets = false;
      assertEquals("converged 1 1", next());
    }
  }

  @Test
  void knowsChangesSinceRecentRevisionsAndGivesAllForOlderOnes() {
    AllowedEdges boundary = first;
    for (int i = 0; i < History.REVISIONS_MAX; i++) {
      Set<EdgeKey> edges =
          Set.of(EDGE, new EdgeKey(EDGE.from(), EDGE.to(), Protocol.TCP, 1000 + i));
      boundary = boundary.next(boundary.guarded(), edges);
    }
    assertTrue(boundary.changesSince(1).complete());
    assertEquals(boundary.edges(), boundary.changesSince(1).added());
    var recent = boundary.changesSince(boundary.revision() - 1);
    assertFalse(recent.complete());
    assertEquals(1, recent.added().size());
    assertEquals(1, recent.removed().size());
    assertTrue(boundary == boundary.next(boundary.guarded(), boundary.edges()));
  }
}
