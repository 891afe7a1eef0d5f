package io.ringwall.testkit.contract;

import static io.ringwall.testkit.contract.Suite.check;

import io.ringwall.engine.archive.EventJson;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.EventSink;
import io.ringwall.sdk.plugin.Plugin;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.RecordingFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * What every reader of recorded events keeps to. The suite reads the vendor's files as a replay
 * does, cuts and spoils copies of them, holds the reader back, and closes it while it works.
 */
public final class RecordingContract {
  private static final int HEAD = 65_536;
  private static final int SPOILED = 24;
  private static final long SEED = 7;
  private static final Duration HELD = Duration.ofMillis(150);

  private final Subject subject;
  private final List<Path> files;
  private final String configuration;

  private RecordingContract(Subject subject, List<Path> files, String configuration) {
    this.subject = subject;
    this.files = List.copyOf(files);
    this.configuration = configuration;
  }

  /**
   * The suite for one factory.
   *
   * @param entry the plugin's entry
   * @param factory name of the factory
   * @param files good recordings, some kilobytes each, with ten events and more together; read as
   *     one phase of a replay
   */
  public static RecordingContract of(Class<? extends Plugin> entry, String factory, Path... files) {
    if (files.length == 0) {
      throw new IllegalArgumentException("the suite needs a file that " + factory + " reads");
    }
    return new RecordingContract(new Subject(entry, factory), List.of(files), "{}");
  }

  /** With this section of configuration, in YAML, instead of the defaults. */
  public RecordingContract configured(String yaml) {
    return new RecordingContract(subject, files, yaml);
  }

  /** The tests, for a method annotated with {@code @TestFactory}. */
  public Stream<DynamicTest> tests() {
    return new Suite()
        .test("recognises its own files", folder -> recognisesItsOwn())
        .test("looks at any head without failing or changing it", folder -> looksAtAnyHead())
        .test("is recorded, and emits nothing before it runs", this::emitsNothingBefore)
        .test("emits events that are well formed", this::wellFormed)
        .test("says truly how far its time is complete", this::honestTime)
        .test("gives the same events for the same input", this::sameEvents)
        .test("waits while the engine's queue is full, and loses nothing", this::waits)
        .test("ends when it is interrupted while it waits", this::endsWhenInterrupted)
        .test("ends when it is interrupted while it reads", this::endsWhenInterruptedAtWork)
        .test("ends within 5 s when it is closed, any number of times", this::endsWhenClosed)
        .test("leaves no thread behind", this::leavesNoThread)
        .test("reads a file that is cut anywhere, up to the cut", this::readsCutFiles)
        .test("counts bad input, and does not fail of it", this::countsBadInput)
        .test("says in a sentence that a file is missing", this::missingFile)
        .tests();
  }

  private RecordingFactory<?> factory() throws ReflectiveOperationException {
    return subject.<RecordingFactory<?>>factory(Plugin::recordings);
  }

  private List<CaptureSource> open(List<Path> inputs, TestContext context) throws Exception {
    RecordingFactory<?> factory = factory();
    return Running.call("open", Deadlines.PATIENCE, () -> opened(factory, inputs, context));
  }

  private <C extends Record> List<CaptureSource> opened(
      RecordingFactory<C> factory, List<Path> inputs, TestContext context) throws PluginException {
    return factory.open(Subject.bind(factory, configuration), inputs, context);
  }

  private TestContext context(Path folder) {
    return new TestContext(subject.name(), folder);
  }

  private static Running<EventSink> start(CaptureSource source, EventSink sink) {
    return Running.start(
        "run",
        () -> {
          source.run(sink);
          return sink;
        });
  }

  private static void closeAll(List<CaptureSource> sources) {
    sources.forEach(CaptureSource::close);
  }

  /** Reads the files as a replay does: the sources of one phase one after the other. */
  private List<Gate> read(List<Path> inputs, TestContext context) throws Exception {
    List<Gate> gates = new ArrayList<>();
    for (CaptureSource source : open(inputs, context)) {
      var gate = Gate.open(context.clock());
      source.timing();
      start(source, gate).end(Deadlines.PATIENCE);
      source.close();
      gates.add(gate);
    }
    return gates;
  }

  private List<Event> events(List<Path> inputs, TestContext context) throws Exception {
    return read(inputs, context).stream().flatMap(gate -> gate.events().stream()).toList();
  }

  private void recognisesItsOwn() throws Exception {
    for (Path file : files) {
      check(factory().recognises(head(Files.readAllBytes(file))), file + " is not recognised");
    }
  }

  private static byte[] head(byte[] content) {
    return Arrays.copyOf(content, Math.min(content.length, HEAD));
  }

  private void looksAtAnyHead() throws Exception {
    var random = new SplittableRandom(SEED);
    RecordingFactory<?> factory = factory();
    List<byte[]> heads = new ArrayList<>(List.of(new byte[0], new byte[HEAD]));
    byte[] noise = new byte[HEAD];
    random.nextBytes(noise);
    heads.add(noise);
    byte[] own = head(Files.readAllBytes(files.getFirst()));
    for (int length = 0; length < Math.min(own.length, 256); length++) {
      heads.add(Arrays.copyOf(own, length));
    }
    for (byte[] head : heads) {
      byte[] before = head.clone();
      Running.call("recognises", Deadlines.AT_ONCE, () -> factory.recognises(head));
      check(Arrays.equals(before, head), "recognises changed the bytes it was given");
    }
  }

  private void emitsNothingBefore(Path folder) throws Exception {
    List<CaptureSource> sources = open(files, context(folder));
    check(!sources.isEmpty(), "no source was opened for " + files);
    for (CaptureSource source : sources) {
      check(!source.timing().live(), "a source that reads a file says that it is live");
    }
    closeAll(sources);
    List<Event> events = events(files, context(folder));
    check(events.size() >= 10, "expected files with 10 events and more, found " + events.size());
  }

  private void wellFormed(Path folder) throws Exception {
    var context = context(folder);
    for (Gate gate : read(files, context)) {
      Suite.none(EventForm.breaches(subject.name(), subject.customEvents(), gate.events()));
    }
    Suite.none(context.breaches());
  }

  private void honestTime(Path folder) throws Exception {
    List<Gate> gates = read(files, context(folder));
    for (Gate gate : gates) {
      Suite.none(gate.breaches());
      check(
          gate.completions() > 0 || gate.events().size() < 10,
          "never said how far its time is complete, so nothing else could go on before it ends");
    }
  }

  private static List<String> lines(List<Event> events) {
    var json = new EventJson();
    return events.stream().map(json::write).toList();
  }

  private void sameEvents(Path folder) throws Exception {
    List<String> first = lines(events(files, context(folder)));
    List<String> second = lines(events(files, context(folder)));
    for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
      check(
          first.get(i).equals(second.get(i)),
          "event %d was\n%s\nand then\n%s".formatted(i, first.get(i), second.get(i)));
    }
    check(first.size() == second.size(), first.size() + " events, and then " + second.size());
  }

  private void waits(Path folder) throws Exception {
    List<String> free = lines(events(files, context(folder)));
    var context = context(folder);
    List<Event> held = new ArrayList<>();
    for (CaptureSource source : open(files, context)) {
      var gate = new Gate(3, context.clock());
      Running<EventSink> run = start(source, gate);
      while (!run.ended() && !gate.awaitKnock(HELD)) {
        Thread.onSpinWait();
      }
      Thread.sleep(HELD.toMillis());
      check(gate.events().size() <= 3, "went on though the queue was full");
      check(gate.refused() == 0, "offered events, and lost them: a recording can wait, by emit");
      gate.open();
      run.end(Deadlines.PATIENCE);
      source.close();
      held.addAll(gate.events());
    }
    check(
        free.equals(lines(held)),
        "held back, it emitted %d events; otherwise %d".formatted(held.size(), free.size()));
    check(context.dropped() == 0, "events were dropped though the source could have waited");
  }

  /** A source at work, that waits to emit its second event. */
  private record Waiting(List<CaptureSource> sources, Gate gate, Running<EventSink> run) {
    /** Without a failure. */
    void ends() throws Exception {
      try {
        run.end(Deadlines.CLOSE);
      } catch (InterruptedException e) {
        // What an interrupted run is to throw; one that returns has ended as well.
      }
    }
  }

  private Waiting waiting(Path folder) throws Exception {
    var context = context(folder);
    List<CaptureSource> sources = open(files, context);
    var gate = new Gate(1, context.clock());
    Running<EventSink> run = start(sources.getFirst(), gate);
    check(gate.awaitKnock(Deadlines.PATIENCE), "fewer than two events came");
    return new Waiting(sources, gate, run);
  }

  private void endsWhenInterrupted(Path folder) throws Exception {
    Waiting waiting = waiting(folder);
    waiting.run().interrupt();
    waiting.ends();
    closeAll(waiting.sources());
  }

  private void endsWhenInterruptedAtWork(Path folder) throws Exception {
    Waiting waiting = waiting(folder);
    waiting.gate().onTaking(waiting.run()::interrupt);
    waiting.gate().open();
    waiting.ends();
    closeAll(waiting.sources());
  }

  private void endsWhenClosed(Path folder) throws Exception {
    Waiting waiting = waiting(folder);
    CaptureSource first = waiting.sources().getFirst();
    Running.call("close", Deadlines.CLOSE, () -> closed(first));
    waiting.gate().open();
    waiting.ends();
    for (CaptureSource source : waiting.sources()) {
      Running.call("close, once more", Deadlines.CLOSE, () -> closed(source));
      Running.call("close, a third time", Deadlines.CLOSE, () -> closed(source));
    }
  }

  private static CaptureSource closed(CaptureSource source) {
    source.close();
    return source;
  }

  private void leavesNoThread(Path folder) throws Exception {
    var threads = new LeftThreads();
    events(files, context(folder));
    threads.none();
  }

  private void readsCutFiles(Path folder) throws Exception {
    byte[] whole = Files.readAllBytes(files.getFirst());
    int all = events(files.subList(0, 1), context(folder)).size();
    int most = 0;
    for (int tenth = 5; tenth < 10; tenth++) {
      Path cut = copy(folder, Arrays.copyOf(whole, (int) ((long) whole.length * tenth / 10)));
      List<Event> events = eventsOfBadFile(cut, context(folder));
      most = Math.max(most, events.size());
    }
    check(
        most > 0 && most <= all || all == 0,
        "of a file of %d events, cut in its second half, %d were read".formatted(all, most));
  }

  private Path copy(Path folder, byte[] content) throws IOException {
    Path copy = folder.resolve(String.valueOf(files.getFirst().getFileName()));
    return Files.write(copy, content);
  }

  private List<Event> eventsOfBadFile(Path file, TestContext context) throws Exception {
    List<Gate> gates;
    try {
      gates = read(List.of(file), context);
    } catch (PluginException e) {
      throw new AssertionError(
          "bad input is counted and skipped, it is no failure; it failed with: " + e.getMessage(),
          e);
    }
    List<Event> events = new ArrayList<>();
    for (Gate gate : gates) {
      Suite.none(gate.breaches());
      Suite.none(EventForm.breaches(subject.name(), subject.customEvents(), gate.events()));
      events.addAll(gate.events());
    }
    Suite.none(context.breaches());
    return events;
  }

  /** Bytes in the second half are spoiled: what stands before is still the plugin's own form. */
  private void countsBadInput(Path folder) throws Exception {
    byte[] whole = Files.readAllBytes(files.getFirst());
    var random = new SplittableRandom(SEED);
    long counted = 0;
    int most = 0;
    for (int i = 0; i < SPOILED; i++) {
      byte[] spoiled = whole.clone();
      int half = whole.length / 2;
      int from = half + random.nextInt(whole.length - half);
      int to = Math.min(whole.length, from + 1 + random.nextInt(512));
      for (int at = from; at < to; at++) {
        spoiled[at] = (byte) random.nextInt();
      }
      var context = context(folder);
      most = Math.max(most, eventsOfBadFile(copy(folder, spoiled), context).size());
      counted += context.malformed();
    }
    check(counted > 0, "of %d spoiled files, nothing was counted as malformed".formatted(SPOILED));
    check(most > 0, "of no spoiled file was anything read, though its first half was good");
  }

  private void missingFile(Path folder) throws Exception {
    Path missing = folder.resolve("no-such-file");
    try {
      read(List.of(missing), context(folder));
    } catch (PluginException e) {
      Suite.isSentence(e);
      check(
          String.valueOf(e.getMessage()).contains("no-such-file"),
          "the message does not name the file: " + e.getMessage());
      return;
    }
    throw new AssertionError("a missing file was read without a word");
  }
}
