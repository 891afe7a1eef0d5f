package io.ringwall.testkit.contract;

import static io.ringwall.testkit.contract.Suite.check;

import io.ringwall.sdk.plugin.IdentityProvider;
import io.ringwall.sdk.plugin.InventoryFactory;
import io.ringwall.sdk.plugin.Plugin;
import io.ringwall.sdk.plugin.PluginException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** What every reader of recorded inventories keeps to. */
public final class InventoryContract {
  private static final int HEAD = 65_536;
  private static final int SPOILED = 24;
  private static final long SEED = 7;

  private final Subject subject;
  private final Path file;
  private final String configuration;

  private InventoryContract(Subject subject, Path file, String configuration) {
    this.subject = subject;
    this.file = file;
    this.configuration = configuration;
  }

  /**
   * The suite for one factory.
   *
   * @param entry the plugin's entry
   * @param factory name of the factory
   * @param file a good inventory with two containers and more
   */
  public static InventoryContract of(Class<? extends Plugin> entry, String factory, Path file) {
    return new InventoryContract(new Subject(entry, factory), file, "{}");
  }

  /** With this section of configuration, in YAML, instead of the defaults. */
  public InventoryContract configured(String yaml) {
    return new InventoryContract(subject, file, yaml);
  }

  /** The tests, for a method annotated with {@code @TestFactory}. */
  public Stream<DynamicTest> tests() {
    return new Suite()
        .test("recognises its own file, and looks at any head", folder -> recognises())
        .test("tells containers, and that it told all", this::tells)
        .test("tells the same of the same file", this::tellsTheSame)
        .test("tells what it could read of bad input, or says why not", this::badInput)
        .test("says in a sentence that a file is missing", this::missingFile)
        .test("is closed any number of times, and leaves no thread behind", this::closes)
        .tests();
  }

  private InventoryFactory<?> factory() throws ReflectiveOperationException {
    return subject.<InventoryFactory<?>>factory(Plugin::inventories);
  }

  private <C extends Record> IdentityProvider opened(
      InventoryFactory<C> factory, Path input, TestContext context) throws PluginException {
    return factory.open(Subject.bind(factory, configuration), input, context);
  }

  private Told read(Path input, TestContext context) throws Exception {
    InventoryFactory<?> factory = factory();
    var told = new Told();
    IdentityProvider provider =
        Running.call("open", Deadlines.PATIENCE, () -> opened(factory, input, context));
    try {
      check(told.lines().isEmpty(), "told something before it ran");
      Running.call(
          "run",
          Deadlines.PATIENCE,
          () -> {
            provider.run(told);
            return told;
          });
    } finally {
      provider.close();
    }
    return told;
  }

  private TestContext context(Path folder) {
    return new TestContext(subject.name(), folder);
  }

  private void recognises() throws Exception {
    InventoryFactory<?> factory = factory();
    byte[] whole = Files.readAllBytes(file);
    byte[] head = Arrays.copyOf(whole, Math.min(whole.length, HEAD));
    check(factory.recognises(head), file + " is not recognised");
    byte[] noise = new byte[HEAD];
    new SplittableRandom(SEED).nextBytes(noise);
    for (byte[] any : List.of(new byte[0], noise, new byte[HEAD])) {
      Running.call("recognises", Deadlines.AT_ONCE, () -> factory.recognises(any));
    }
  }

  private void tells(Path folder) throws Exception {
    var context = context(folder);
    Told told = read(file, context);
    check(told.ids().size() >= 2, "expected two containers and more, told were " + told.ids());
    check(told.completions() == 1, "complete() was called " + told.completions() + " times");
    check(told.lines().getLast().equals("complete"), "told more after complete()");
    Suite.none(told.breaches());
    Suite.none(EventForm.breaches(subject.name(), subject.customEvents(), told.events()));
    Suite.none(context.breaches());
  }

  private void tellsTheSame(Path folder) throws Exception {
    check(
        read(file, context(folder)).lines().equals(read(file, context(folder)).lines()),
        "two readings of " + file + " differ");
  }

  private void badInput(Path folder) throws Exception {
    byte[] whole = Files.readAllBytes(file);
    var random = new SplittableRandom(SEED);
    long complaints = 0;
    for (int i = 0; i < SPOILED; i++) {
      byte[] spoiled = whole.clone();
      int from = random.nextInt(whole.length);
      int to = Math.min(whole.length, from + 1 + random.nextInt(512));
      for (int at = from; at < to; at++) {
        spoiled[at] = (byte) random.nextInt();
      }
      Path copy = Files.write(folder.resolve("spoiled"), spoiled);
      var context = context(folder);
      try {
        Suite.none(read(copy, context).breaches());
        complaints += context.malformed();
      } catch (PluginException e) {
        Suite.isSentence(e);
        complaints++;
      }
      Suite.none(context.breaches());
    }
    check(complaints > 0, "of %d spoiled files none was complained of".formatted(SPOILED));
  }

  private void missingFile(Path folder) throws Exception {
    try {
      read(folder.resolve("no-such-file"), context(folder));
    } catch (PluginException e) {
      Suite.isSentence(e);
      check(
          String.valueOf(e.getMessage()).contains("no-such-file"),
          "the message does not name the file: " + e.getMessage());
      return;
    }
    throw new AssertionError("a missing file was read without a word");
  }

  private void closes(Path folder) throws Exception {
    var threads = new LeftThreads();
    InventoryFactory<?> factory = factory();
    IdentityProvider provider = opened(factory, file, context(folder));
    provider.close();
    provider.close();
    read(file, context(folder));
    threads.none();
  }
}
