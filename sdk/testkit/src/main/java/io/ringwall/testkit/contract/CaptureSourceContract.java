package io.ringwall.testkit.contract;

import static io.ringwall.testkit.contract.Suite.check;

import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.CaptureSourceFactory;
import io.ringwall.sdk.plugin.EventSink;
import io.ringwall.sdk.plugin.Plugin;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.Timing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * What every live source keeps to. The vendor's {@link LiveScene} makes things happen; the suite
 * watches what the source makes of them, holds it back, swaps it, restarts it and closes it.
 */
public final class CaptureSourceContract {
  private static final int SOME = 12;
  private static final Duration HELD = Duration.ofMillis(300);
  private static final Duration BUSY = Duration.ofSeconds(5);

  private final Subject subject;
  private final Opening opening;

  /** Makes the world that the source watches. */
  public interface Opening {
    /** A world of its own, with its files below this folder, which is deleted after the test. */
    LiveScene open(Path folder) throws Exception;
  }

  private CaptureSourceContract(Subject subject, Opening opening) {
    this.subject = subject;
    this.opening = opening;
  }

  /**
   * The suite for one factory.
   *
   * @param entry the plugin's entry
   * @param factory name of the factory
   * @param opening makes a new world for each test
   */
  public static CaptureSourceContract of(
      Class<? extends Plugin> entry, String factory, Opening opening) {
    return new CaptureSourceContract(new Subject(entry, factory), opening);
  }

  /** The tests, for a method annotated with {@code @TestFactory}. */
  public Stream<DynamicTest> tests() {
    return new Suite()
        .test("is live, and emits nothing before it runs", in(this::emitsNothingBefore))
        .test("sees what happened since it was opened", in(this::seesSinceItWasOpened))
        .test("sees what happens, in events that are well formed", in(this::sees))
        .test("emits events no later than it declares", in(this::punctual))
        .test("loses nothing while the queue is full, or has the loss counted", in(this::heldBack))
        .test("counts bad input, and goes on", in(this::badInput))
        .test("ends within 5 s when it is closed, any number of times", in(this::closes))
        .test("ends within 5 s when it is closed while it waits", in(this::closesWhileItWaits))
        .test("ends within 5 s when it is interrupted", in(this::interrupted))
        .test("ends within 5 s when it is interrupted at work", in(this::interruptedAtWork))
        .test("leaves no thread behind", in(this::leavesNoThread))
        .test("hands over to its successor without loss or repeats", in(this::handsOver))
        .test("goes on after a restart where it was asked to", in(this::resumes))
        .tests();
  }

  private interface Act {
    void in(LiveScene scene, Path folder) throws Exception;
  }

  private Suite.Body in(Act act) {
    return folder -> {
      try (LiveScene scene = opening.open(folder)) {
        act.in(scene, folder);
      }
    };
  }

  /** A source at work. */
  private static final class Life {
    final CaptureSource source;
    final TestContext context;
    final Gate gate;
    final Running<EventSink> run;

    Life(CaptureSource source, TestContext context, Gate gate) {
      this.source = source;
      this.context = context;
      this.gate = gate;
      source.timing();
      run =
          Running.start(
              "run",
              () -> {
                source.run(gate);
                return gate;
              });
    }

    Running<CaptureSource> closing() {
      return Running.start(
          "close",
          () -> {
            source.close();
            return source;
          });
    }

    void end() throws Exception {
      closing().end(Deadlines.CLOSE);
      ended();
    }

    void ended() throws Exception {
      try {
        run.end(Deadlines.CLOSE);
      } catch (InterruptedException e) {
        // What an interrupted run throws; it has ended.
      }
    }
  }

  private CaptureSource open(LiveScene scene, TestContext context) throws Exception {
    CaptureSourceFactory<?> factory =
        subject.<CaptureSourceFactory<?>>factory(Plugin::captureSources);
    return Running.call(
        "open", Deadlines.PATIENCE, () -> opened(factory, scene.configuration(), context));
  }

  private static <C extends Record> CaptureSource opened(
      CaptureSourceFactory<C> factory, String yaml, TestContext context) throws PluginException {
    return factory.open(Subject.bind(factory, yaml), context);
  }

  private Life live(LiveScene scene, Path folder, int room) throws Exception {
    var context = new TestContext(subject.name(), folder);
    return new Life(open(scene, context), context, new Gate(room, context.clock()));
  }

  private Life live(LiveScene scene, Path folder) throws Exception {
    Life life = live(scene, folder, Integer.MAX_VALUE);
    awake(scene, life);
    return life;
  }

  /** A source may begin at the end of what there is: things happen until it sees one. */
  private static void awake(LiveScene scene, Life life) throws Exception {
    long end = System.nanoTime() + Deadlines.PATIENCE.toNanos();
    for (int number = 1_000; life.gate.events().isEmpty(); number++) {
      check(System.nanoTime() < end, "nothing was seen of what happened");
      if (life.run.ended()) {
        life.ended();
        throw new AssertionError("run returned though nobody closed the source");
      }
      scene.happen(number);
      Thread.sleep(50);
    }
    quiet(life);
  }

  /** Waits until no more events come of what has happened. */
  private static void quiet(Life life) throws InterruptedException {
    int before = -1;
    while (before != life.gate.events().size()) {
      before = life.gate.events().size();
      Thread.sleep(HELD.toMillis());
    }
  }

  /** Makes things happen, and waits until an event came for each. */
  private static void happen(LiveScene scene, Life life, int from, int count) throws Exception {
    int before = life.gate.events().size();
    for (int i = 0; i < count; i++) {
      scene.happen(from + i);
    }
    life.gate.awaitTaken(before + count, Deadlines.PATIENCE);
    quiet(life);
  }

  private void emitsNothingBefore(LiveScene scene, Path folder) throws Exception {
    var context = new TestContext(subject.name(), folder);
    CaptureSource source = open(scene, context);
    check(source.timing().live(), "a live source says that it reads a recording");
    source.close();
    source.close();
  }

  /** An engine is ready when its sources are opened; they may run a moment later. */
  private void seesSinceItWasOpened(LiveScene scene, Path folder) throws Exception {
    // Where there was nothing at all yet, all that comes is new.
    scene.happen(0);
    var context = new TestContext(subject.name(), folder);
    CaptureSource source = open(scene, context);
    scene.happen(1);
    var life = new Life(source, context, Gate.open(context.clock()));
    life.gate.awaitTaken(1, Deadlines.PATIENCE);
    life.end();
  }

  private void sees(LiveScene scene, Path folder) throws Exception {
    Life life = live(scene, folder);
    happen(scene, life, 0, SOME);
    life.end();
    Suite.none(EventForm.breaches(subject.name(), subject.customEvents(), life.gate.events()));
    Suite.none(life.context.breaches());
  }

  private void punctual(LiveScene scene, Path folder) throws Exception {
    Life life = live(scene, folder);
    Timing timing = life.source.timing();
    int before = life.gate.taken().size();
    happen(scene, life, 0, SOME);
    life.end();
    for (Gate.Taken taken : life.gate.taken().subList(before, life.gate.taken().size())) {
      Duration late = Duration.between(taken.event().time(), taken.at());
      check(
          late.compareTo(timing.lateness().plus(BUSY)) <= 0,
          "an event of %s was emitted %s later; the source declares %s"
              .formatted(taken.event().time(), late, timing.lateness()));
    }
  }

  private void heldBack(LiveScene scene, Path folder) throws Exception {
    Life life = live(scene, folder);
    int before = life.gate.events().size();
    life.gate.shut();
    for (int i = 0; i < SOME; i++) {
      scene.happen(i);
    }
    check(life.gate.awaitKnock(Deadlines.PATIENCE), "nothing came while the queue was full");
    Thread.sleep(HELD.toMillis());
    check(life.gate.events().size() == before, "an event passed a full queue");
    life.gate.open();
    happen(scene, life, SOME, 1);
    int came = life.gate.events().size() - before;
    long lost = life.gate.refused() + life.context.dropped();
    check(
        came + lost >= SOME + 1,
        "of %d things, %d came and %d were counted as lost".formatted(SOME + 1, came, lost));
    life.end();
    Suite.none(EventForm.breaches(subject.name(), subject.customEvents(), life.gate.events()));
  }

  private void badInput(LiveScene scene, Path folder) throws Exception {
    Life life = live(scene, folder);
    if (scene.spoil()) {
      happen(scene, life, 0, SOME);
      check(life.context.malformed() > 0, "bad input was not counted as malformed");
    }
    life.end();
    Suite.none(life.context.breaches());
  }

  private void closes(LiveScene scene, Path folder) throws Exception {
    Life life = live(scene, folder);
    life.end();
    life.closing().end(Deadlines.CLOSE);
    life.closing().end(Deadlines.CLOSE);
  }

  /** The engine opens its queue when it has closed a source. */
  private void closesWhileItWaits(LiveScene scene, Path folder) throws Exception {
    Life life = live(scene, folder);
    life.gate.shut();
    scene.happen(0);
    check(life.gate.awaitKnock(Deadlines.PATIENCE), "nothing came while the queue was full");
    Running<CaptureSource> closing = life.closing();
    life.gate.open();
    closing.end(Deadlines.CLOSE);
    life.ended();
  }

  private void interrupted(LiveScene scene, Path folder) throws Exception {
    Life life = live(scene, folder);
    life.run.interrupt();
    life.ended();
    life.closing().end(Deadlines.CLOSE);
  }

  /** What reads from a channel finds it closed then, which is no failure. */
  private void interruptedAtWork(LiveScene scene, Path folder) throws Exception {
    Life life = live(scene, folder);
    life.gate.onTaking(life.run::interrupt);
    scene.happen(0);
    life.ended();
    life.closing().end(Deadlines.CLOSE);
  }

  private void leavesNoThread(LiveScene scene, Path folder) throws Exception {
    var threads = new LeftThreads();
    Life life = live(scene, folder);
    happen(scene, life, 0, 1);
    life.end();
    threads.none();
  }

  /** What {@code before} and {@code after} saw: everything that happened, and nothing twice. */
  private static void seamless(List<Event> before, List<Event> after, int happened) {
    Set<String> seen = new HashSet<>();
    before.forEach(event -> seen.add(EventForm.id(event)));
    List<String> twice = after.stream().map(EventForm::id).filter(seen::contains).toList();
    check(twice.isEmpty(), "its successor emitted again what it had emitted: " + twice);
    check(
        before.size() + after.size() >= happened,
        "of %d things that happened, %d were seen before the change and %d after it"
            .formatted(happened, before.size(), after.size()));
  }

  private void handsOver(LiveScene scene, Path folder) throws Exception {
    Life first = live(scene, folder);
    int awake = first.gate.events().size();
    happen(scene, first, 0, SOME);
    first.run.interrupt();
    first.ended();
    Optional<byte[]> state =
        Running.call(
            "handOver", Deadlines.PATIENCE, () -> Optional.ofNullable(first.source.handOver()));
    first.closing().end(Deadlines.CLOSE);
    if (state.isEmpty()) {
      // A source without positions has nothing to say of what happened in between.
      return;
    }
    for (int i = 0; i < SOME; i++) {
      scene.happen(SOME + i);
    }
    var context = new TestContext(subject.name(), folder, state.get(), Map.of());
    var second = new Life(open(scene, context), context, Gate.open(context.clock()));
    second.gate.awaitTaken(SOME, Deadlines.PATIENCE);
    happen(scene, second, 2 * SOME, 1);
    second.end();
    seamless(
        first.gate.events().subList(awake, first.gate.events().size()),
        second.gate.events(),
        2 * SOME + 1);
  }

  /** The engine asks for what follows what it has judged; a source with no position begins anew. */
  private void resumes(LiveScene scene, Path folder) throws Exception {
    Life first = live(scene, folder);
    happen(scene, first, 0, SOME);
    first.end();
    List<Event> events = first.gate.events();
    if (events.stream().anyMatch(event -> event.epoch().equals(first.context.startEpoch()))) {
      return;
    }
    for (int i = 0; i < SOME; i++) {
      scene.happen(SOME + i);
    }
    Map<String, Long> positions = new HashMap<>();
    events.forEach(event -> positions.merge(event.epoch(), event.sequence() + 1, Math::max));
    var context = new TestContext(subject.name(), folder, null, positions);
    var second = new Life(open(scene, context), context, Gate.open(context.clock()));
    second.gate.awaitTaken(SOME, Deadlines.PATIENCE);
    quiet(second);
    second.end();
    Set<String> seen = new HashSet<>(first.gate.ids());
    List<Event> fresh = new ArrayList<>();
    for (Event event : second.gate.events()) {
      if (!seen.contains(EventForm.id(event))) {
        fresh.add(event);
      }
    }
    check(
        fresh.size() >= SOME,
        "of %d things that happened meanwhile, %d were seen".formatted(SOME, fresh.size()));
  }
}
