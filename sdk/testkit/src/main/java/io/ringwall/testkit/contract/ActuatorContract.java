package io.ringwall.testkit.contract;

import static io.ringwall.testkit.contract.Suite.check;

import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeEndKind;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.plugin.Actuator;
import io.ringwall.sdk.plugin.ActuatorFactory;
import io.ringwall.sdk.plugin.Boundary;
import io.ringwall.sdk.plugin.Convergence;
import io.ringwall.sdk.plugin.Membership;
import io.ringwall.sdk.plugin.Observation;
import io.ringwall.sdk.plugin.Plugin;
import io.ringwall.sdk.plugin.PluginException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * What every actuator keeps to: a boundary is enforced whole or not at all, once and for all
 * restarts, what is no part of it is removed, and what the backend cannot express is said.
 */
public final class ActuatorContract {
  private final Subject subject;
  private final Opening opening;

  /** Makes the backend that the actuator drives. */
  public interface Opening {
    /** A backend of its own, with its files below this folder, which is deleted after the test. */
    ActuatorScene open(Path folder) throws Exception;
  }

  private ActuatorContract(Subject subject, Opening opening) {
    this.subject = subject;
    this.opening = opening;
  }

  /**
   * The suite for one factory.
   *
   * @param entry the plugin's entry
   * @param factory name of the factory
   * @param opening makes a new backend for each test
   */
  public static ActuatorContract of(
      Class<? extends Plugin> entry, String factory, Opening opening) {
    return new ActuatorContract(new Subject(entry, factory), opening);
  }

  /** The tests, for a method annotated with {@code @TestFactory}. */
  public Stream<DynamicTest> tests() {
    return new Suite()
        .test("changes nothing before it is asked to", in(this::opensWithoutChange))
        .test("makes a boundary true, and reads that back", in(this::makesTrue))
        .test("changes nothing when it is asked the same again", in(this::idempotent))
        .test("removes what is no part of the boundary any more", in(this::removes))
        .test("follows the membership", in(this::followsMembership))
        .test("gives one result, whatever was enforced before", in(this::pathDoesNotMatter))
        .test("reads back after a restart what it enforced before", in(this::afterRestart))
        .test("does after a restart what a new boundary asks", in(this::convergesAfterRestart))
        .test("names what it cannot express, and does not enforce it", in(this::namesGaps))
        .test("enforces an empty boundary", in(this::empty))
        .test("leaves the backend as it was when that refuses", in(this::atomic))
        .test("leaves enforced what is enforced when it is closed", in(this::closes))
        .tests();
  }

  private interface Act {
    void in(Stage stage) throws Exception;
  }

  private Suite.Body in(Act act) {
    return folder -> {
      var threads = new LeftThreads();
      var context = new TestContext(subject.name(), folder);
      try (ActuatorScene scene = opening.open(folder)) {
        act.in(new Stage(scene, context, new Estate()));
      }
      threads.none();
      Suite.none(context.breaches());
    };
  }

  /** The backend, and an actuator on a thread of its own for each call. */
  private final class Stage {
    final ActuatorScene scene;
    final Estate estate;
    private final TestContext context;

    Stage(ActuatorScene scene, TestContext context, Estate estate) {
      this.scene = scene;
      this.context = context;
      this.estate = estate;
    }

    Actuator open() throws Exception {
      ActuatorFactory<?> factory = subject.<ActuatorFactory<?>>factory(Plugin::actuators);
      return Running.call(
          "open", Deadlines.PATIENCE, () -> opened(factory, scene.configuration(), context));
    }

    Convergence converge(Actuator actuator, Boundary boundary, Membership membership)
        throws Exception {
      Convergence done =
          Running.call(
              "converge", Deadlines.PATIENCE, () -> actuator.converge(boundary, membership));
      check(
          done.boundaryRevision() == boundary.revision()
              && done.membershipRevision() == membership.revision(),
          "converged to revisions %d and %d, was asked for %d and %d"
              .formatted(
                  done.boundaryRevision(),
                  done.membershipRevision(),
                  boundary.revision(),
                  membership.revision()));
      for (String gap : done.gaps()) {
        check(gap.trim().contains(" "), "a gap has to be a sentence, was: " + gap);
      }
      return done;
    }

    Observation observe(Actuator actuator) throws Exception {
      return Running.call("observe", Deadlines.PATIENCE, actuator::observe);
    }

    void close(Actuator actuator) throws Exception {
      Running.call(
          "close",
          Deadlines.CLOSE,
          () -> {
            actuator.close();
            return actuator;
          });
    }
  }

  private static <C extends Record> Actuator opened(
      ActuatorFactory<C> factory, String yaml, TestContext context) throws PluginException {
    return factory.open(Subject.bind(factory, yaml), context);
  }

  /** What is let pass is what is allowed, less what came back as a gap; never more. */
  private static void observes(Observation seen, Boundary boundary, Convergence done) {
    check(
        seen.boundaryRevision() == boundary.revision(),
        "observed boundary revision %d, enforced was %d"
            .formatted(seen.boundaryRevision(), boundary.revision()));
    check(
        seen.membershipRevision() == done.membershipRevision(),
        "observed membership revision %d, enforced was %d"
            .formatted(seen.membershipRevision(), done.membershipRevision()));
    Set<EdgeKey> more = new HashSet<>(seen.edges());
    more.removeAll(boundary.edges());
    check(more.isEmpty(), "observed edges that the boundary does not allow: " + more);
    Set<EdgeKey> missing = new HashSet<>(boundary.edges());
    missing.removeAll(seen.edges());
    check(
        missing.isEmpty() || !done.gaps().isEmpty(),
        "allowed and no gap, but not observed: " + missing);
  }

  private void opensWithoutChange(Stage stage) throws Exception {
    String before = stage.scene.enforced();
    Actuator actuator = stage.open();
    check(before.equals(stage.scene.enforced()), "opening the actuator changed the backend");
    Observation seen = stage.observe(actuator);
    check(before.equals(stage.scene.enforced()), "observing changed the backend");
    check(
        seen.boundaryRevision() == -1 && seen.membershipRevision() == -1,
        "a backend that carries no revision is observed as -1, was " + seen);
    stage.close(actuator);
  }

  private void makesTrue(Stage stage) throws Exception {
    Actuator actuator = stage.open();
    Boundary boundary = stage.estate.allow(Estate.WEB_TO_CARTS, Estate.CARTS_TO_DATABASE);
    Convergence done = stage.converge(actuator, boundary, stage.estate.replicas(2));
    observes(stage.observe(actuator), boundary, done);
    stage.close(actuator);
  }

  private void idempotent(Stage stage) throws Exception {
    Actuator actuator = stage.open();
    Boundary boundary = stage.estate.allow(Estate.WEB_TO_CARTS, Estate.CARTS_TO_DATABASE);
    Membership membership = stage.estate.replicas(2);
    Convergence first = stage.converge(actuator, boundary, membership);
    String enforced = stage.scene.enforced();
    Convergence second = stage.converge(actuator, boundary, membership);
    check(enforced.equals(stage.scene.enforced()), "the same revisions changed the backend");
    check(first.equals(second), "first it said %s, then %s".formatted(first, second));
    stage.close(actuator);
  }

  private void removes(Stage stage) throws Exception {
    Actuator actuator = stage.open();
    Membership membership = stage.estate.replicas(1);
    stage.converge(
        actuator, stage.estate.allow(Estate.WEB_TO_CARTS, Estate.CARTS_TO_DATABASE), membership);
    Boundary less = stage.estate.allow(Estate.WEB_TO_CARTS);
    Convergence done = stage.converge(actuator, less, membership);
    observes(stage.observe(actuator), less, done);
    stage.close(actuator);
  }

  private void followsMembership(Stage stage) throws Exception {
    Actuator actuator = stage.open();
    Boundary boundary = stage.estate.allow(Estate.WEB_TO_CARTS);
    stage.converge(actuator, boundary, stage.estate.replicas(1));
    for (int replicas : new int[] {3, 0, 2}) {
      Convergence done = stage.converge(actuator, boundary, stage.estate.replicas(replicas));
      observes(stage.observe(actuator), boundary, done);
    }
    stage.close(actuator);
  }

  private void pathDoesNotMatter(Stage stage) throws Exception {
    Actuator actuator = stage.open();
    Membership one = stage.estate.replicas(1);
    Boundary boundary = stage.estate.allow(Estate.WEB_TO_CARTS);
    stage.converge(actuator, boundary, one);
    String direct = stage.scene.enforced();
    stage.converge(
        actuator, stage.estate.allow(Estate.CARTS_TO_DATABASE), stage.estate.replicas(3));
    stage.converge(actuator, boundary, one);
    check(
        direct.equals(stage.scene.enforced()),
        "the same boundary and membership gave\n%s\nand, by a detour,\n%s"
            .formatted(direct, stage.scene.enforced()));
    stage.close(actuator);
  }

  private void afterRestart(Stage stage) throws Exception {
    Actuator first = stage.open();
    Boundary boundary = stage.estate.allow(Estate.WEB_TO_CARTS, Estate.CARTS_TO_DATABASE);
    Convergence done = stage.converge(first, boundary, stage.estate.replicas(2));
    Observation before = stage.observe(first);
    stage.close(first);
    String enforced = stage.scene.enforced();
    Actuator second = stage.open();
    check(enforced.equals(stage.scene.enforced()), "a restart changed what is enforced");
    Observation after = stage.observe(second);
    check(before.equals(after), "observed %s, and after a restart %s".formatted(before, after));
    observes(after, boundary, done);
    stage.close(second);
  }

  private void convergesAfterRestart(Stage stage) throws Exception {
    Actuator first = stage.open();
    Membership membership = stage.estate.replicas(2);
    stage.converge(
        first, stage.estate.allow(Estate.WEB_TO_CARTS, Estate.CARTS_TO_DATABASE), membership);
    stage.close(first);
    Actuator second = stage.open();
    Boundary less = stage.estate.allow(Estate.CARTS_TO_DATABASE);
    Convergence done = stage.converge(second, less, membership);
    observes(stage.observe(second), less, done);
    stage.close(second);
  }

  private void namesGaps(Stage stage) throws Exception {
    Actuator actuator = stage.open();
    Set<EdgeKey> edges = new HashSet<>(Set.of(Estate.WEB_TO_CARTS, Estate.WEB_TO_BLOCK));
    for (Protocol protocol : Protocol.values()) {
      edges.add(new EdgeKey(EdgeEnd.of(Estate.WEB), EdgeEnd.of(Estate.DATABASE), protocol, 8));
    }
    edges.add(
        new EdgeKey(
            EdgeEnd.of(Estate.WEB),
            EdgeEnd.of(EdgeEndKind.NAME, "verifier.example"),
            Protocol.TCP,
            443));
    edges.add(new EdgeKey(EdgeEnd.OUTSIDE, EdgeEnd.of(Estate.WEB), Protocol.TCP, 8080));
    Boundary boundary = stage.estate.allow(edges);
    Convergence done = stage.converge(actuator, boundary, stage.estate.replicas(1));
    Observation seen = stage.observe(actuator);
    observes(seen, boundary, done);
    long missing = edges.stream().filter(edge -> !seen.edges().contains(edge)).count();
    check(
        missing == 0 || !done.gaps().isEmpty(),
        missing + " edges are not enforced, and no gap was named");
    stage.close(actuator);
  }

  private void empty(Stage stage) throws Exception {
    Actuator actuator = stage.open();
    Boundary boundary = stage.estate.allow();
    Convergence done = stage.converge(actuator, boundary, stage.estate.replicas(1));
    observes(stage.observe(actuator), boundary, done);
    stage.close(actuator);
  }

  private void atomic(Stage stage) throws Exception {
    Actuator actuator = stage.open();
    Boundary first = stage.estate.allow(Estate.WEB_TO_CARTS);
    Membership membership = stage.estate.replicas(1);
    Convergence done = stage.converge(actuator, first, membership);
    String enforced = stage.scene.enforced();
    Boundary second = stage.estate.allow(Estate.CARTS_TO_DATABASE);
    if (stage.scene.obstruct()) {
      refuses(stage, actuator, second, membership);
      stage.scene.mend();
      check(
          enforced.equals(stage.scene.enforced()),
          "after a refusal the backend enforces\n%s\nbefore it was\n%s"
              .formatted(stage.scene.enforced(), enforced));
      observes(stage.observe(actuator), first, done);
      observes(stage.observe(actuator), first, stage.converge(actuator, first, membership));
    }
    Convergence again = stage.converge(actuator, second, membership);
    observes(stage.observe(actuator), second, again);
    stage.close(actuator);
  }

  private static void refuses(
      Stage stage, Actuator actuator, Boundary boundary, Membership membership) throws Exception {
    try {
      stage.converge(actuator, boundary, membership);
    } catch (PluginException e) {
      Suite.isSentence(e);
      return;
    }
    throw new AssertionError("the backend refused, and converge returned all the same");
  }

  private void closes(Stage stage) throws Exception {
    Actuator actuator = stage.open();
    stage.converge(actuator, stage.estate.allow(Estate.WEB_TO_CARTS), stage.estate.replicas(1));
    String enforced = stage.scene.enforced();
    stage.close(actuator);
    check(enforced.equals(stage.scene.enforced()), "closing changed what is enforced");
  }
}
