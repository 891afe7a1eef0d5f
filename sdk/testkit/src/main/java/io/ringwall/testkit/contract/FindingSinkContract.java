package io.ringwall.testkit.contract;

import static io.ringwall.testkit.contract.Suite.check;

import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.Layer;
import io.ringwall.sdk.finding.Severity;
import io.ringwall.sdk.plugin.FindingSink;
import io.ringwall.sdk.plugin.FindingSinkFactory;
import io.ringwall.sdk.plugin.Plugin;
import io.ringwall.sdk.plugin.PluginException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * What every taker of findings keeps to: order, durability after a flush, and that a finding which
 * is given again after a restart is not told twice.
 */
public final class FindingSinkContract {
  private static final int MANY = 500;

  private final Subject subject;
  private final Opening opening;

  /** Makes the place that the sink writes to. */
  public interface Opening {
    /** A place of its own below this folder, which is deleted after the test. */
    SinkScene open(Path folder) throws Exception;
  }

  private FindingSinkContract(Subject subject, Opening opening) {
    this.subject = subject;
    this.opening = opening;
  }

  /**
   * The suite for one factory.
   *
   * @param entry the plugin's entry
   * @param factory name of the factory
   * @param opening makes a new place for each test
   */
  public static FindingSinkContract of(
      Class<? extends Plugin> entry, String factory, Opening opening) {
    return new FindingSinkContract(new Subject(entry, factory), opening);
  }

  /** The tests, for a method annotated with {@code @TestFactory}. */
  public Stream<DynamicTest> tests() {
    return new Suite()
        .test("takes findings and their revisions in order", in(this::keepsOrder))
        .test("has made durable what it took when flush returns", in(this::durableAfterFlush))
        .test("tells nothing twice that is given again after a restart", in(this::notTwice))
        .test("knows again what it took before it could flush", in(this::notTwiceUnflushed))
        .test("takes findings with every kind of text", in(this::anyText))
        .test("flushes with nothing to flush", in(this::emptyFlush))
        .test("takes many", in(this::takesMany))
        .test("closes within 5 s and leaves no thread behind", in(this::leavesNoThread))
        .tests();
  }

  private interface Act {
    void in(SinkScene scene, TestContext context) throws Exception;
  }

  private Suite.Body in(Act act) {
    return folder -> {
      var context = new TestContext(subject.name(), folder);
      try (SinkScene scene = opening.open(folder)) {
        act.in(scene, context);
      }
      Suite.none(context.breaches());
    };
  }

  private FindingSink open(SinkScene scene, TestContext context) throws Exception {
    FindingSinkFactory<?> factory = subject.<FindingSinkFactory<?>>factory(Plugin::findingSinks);
    return Running.call(
        "open", Deadlines.PATIENCE, () -> opened(factory, scene.configuration(), context));
  }

  private static <C extends Record> FindingSink opened(
      FindingSinkFactory<C> factory, String yaml, TestContext context) throws PluginException {
    return factory.open(Subject.bind(factory, yaml), context);
  }

  /** A life of the engine: gives these, flushes, closes. */
  private void live(SinkScene scene, TestContext context, List<Finding> findings) throws Exception {
    FindingSink sink = open(scene, context);
    Running.call(
        "accept and flush",
        Deadlines.PATIENCE,
        () -> {
          for (Finding finding : findings) {
            sink.accept(finding);
          }
          sink.flush();
          return sink;
        });
    close(sink);
  }

  private static void close(FindingSink sink) throws Exception {
    Running.call(
        "close",
        Deadlines.CLOSE,
        () -> {
          sink.close();
          return sink;
        });
  }

  private static Finding finding(String id, int revision, String message) {
    return Finding.builder()
        .id(id)
        .revision(revision)
        .correlationKey(id)
        .ruleId("contract/rule")
        .ruleSet("contract")
        .ruleSetVersion("1.0.0")
        .layer(Layer.NETWORK)
        .title("A finding of the contract suite")
        .message(message)
        .severity(Severity.HIGH)
        .firstSeen(Instant.EPOCH)
        .lastSeen(Instant.EPOCH.plusSeconds(revision))
        .host(TestContext.HOST)
        .source("contract")
        .build();
  }

  private static Finding finding(String id, int revision) {
    return finding(id, revision, "revision " + revision);
  }

  private static void holds(SinkScene scene, String... expected) throws Exception {
    List<String> written = scene.written();
    check(
        written.equals(List.of(expected)),
        "expected %s, found %s".formatted(List.of(expected), written));
  }

  private void keepsOrder(SinkScene scene, TestContext context) throws Exception {
    live(
        scene,
        context,
        List.of(finding("f-b", 1), finding("f-a", 1), finding("f-b", 2), finding("f-c", 1)));
    live(scene, context, List.of(finding("f-a", 2), finding("f-d", 1)));
    holds(scene, "f-b 1", "f-a 1", "f-b 2", "f-c 1", "f-a 2", "f-d 1");
  }

  private void durableAfterFlush(SinkScene scene, TestContext context) throws Exception {
    FindingSink sink = open(scene, context);
    sink.accept(finding("f-a", 1));
    sink.flush();
    holds(scene, "f-a 1");
    sink.accept(finding("f-b", 1));
    sink.accept(finding("f-a", 2));
    sink.flush();
    holds(scene, "f-a 1", "f-b 1", "f-a 2");
    close(sink);
    holds(scene, "f-a 1", "f-b 1", "f-a 2");
  }

  private void notTwice(SinkScene scene, TestContext context) throws Exception {
    List<Finding> first = List.of(finding("f-a", 1), finding("f-b", 1), finding("f-a", 2));
    live(scene, context, first);
    List<Finding> again = new ArrayList<>(first);
    again.add(finding("f-c", 1));
    live(scene, context, again);
    holds(scene, "f-a 1", "f-b 1", "f-a 2", "f-c 1");
  }

  private void notTwiceUnflushed(SinkScene scene, TestContext context) throws Exception {
    FindingSink sink = open(scene, context);
    sink.accept(finding("f-a", 1));
    close(sink);
    live(scene, context, List.of(finding("f-a", 1), finding("f-b", 1)));
    holds(scene, "f-a 1", "f-b 1");
  }

  private void anyText(SinkScene scene, TestContext context) throws Exception {
    String text = "line\nend, \"quotes\", \u0000, \u001b[31m, ümläut, 漢字, 😀, \ud800";
    live(
        scene, context, List.of(finding("f-a", 1, text), finding("f-b", 1, "x".repeat(1_000_000))));
    holds(scene, "f-a 1", "f-b 1");
  }

  private void emptyFlush(SinkScene scene, TestContext context) throws Exception {
    live(scene, context, List.of());
    live(scene, context, List.of());
    holds(scene);
  }

  private void takesMany(SinkScene scene, TestContext context) throws Exception {
    List<Finding> many = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      many.add(finding("f-" + i % 100, 1 + i / 100));
      expected.add("f-" + i % 100 + " " + (1 + i / 100));
    }
    live(scene, context, many);
    holds(scene, expected.toArray(String[]::new));
  }

  private void leavesNoThread(SinkScene scene, TestContext context) throws Exception {
    var threads = new LeftThreads();
    live(scene, context, List.of(finding("f-a", 1)));
    threads.none();
  }
}
