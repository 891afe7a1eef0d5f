package io.ringwall.testkit.contract;

import static io.ringwall.testkit.contract.Suite.check;

import io.ringwall.sdk.plugin.IdentityProvider;
import io.ringwall.sdk.plugin.IdentityProviderFactory;
import io.ringwall.sdk.plugin.IdentitySink;
import io.ringwall.sdk.plugin.Plugin;
import io.ringwall.sdk.plugin.PluginException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** What every live provider of identity keeps to. */
public final class IdentityProviderContract {
  private final Subject subject;
  private final Opening opening;

  /** Makes the world that the provider watches. */
  public interface Opening {
    /** A world of its own, with its files below this folder, which is deleted after the test. */
    IdentityScene open(Path folder) throws Exception;
  }

  private IdentityProviderContract(Subject subject, Opening opening) {
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
  public static IdentityProviderContract of(
      Class<? extends Plugin> entry, String factory, Opening opening) {
    return new IdentityProviderContract(new Subject(entry, factory), opening);
  }

  /** The tests, for a method annotated with {@code @TestFactory}. */
  public Stream<DynamicTest> tests() {
    return new Suite()
        .test("tells what is there, says so, and tells what comes", in(this::tells))
        .test("ends within 5 s when it is closed, any number of times", in(this::closes))
        .test("ends within 5 s when it is interrupted", in(this::interrupted))
        .test("leaves no thread behind", in(this::leavesNoThread))
        .tests();
  }

  private interface Act {
    void in(IdentityScene scene, Path folder) throws Exception;
  }

  private Suite.Body in(Act act) {
    return folder -> {
      try (IdentityScene scene = opening.open(folder)) {
        act.in(scene, folder);
      }
    };
  }

  private record Life(IdentityProvider provider, Told told, Running<IdentitySink> run) {
    void close() throws Exception {
      Running.call(
          "close",
          Deadlines.CLOSE,
          () -> {
            provider.close();
            return provider;
          });
    }

    void ended() throws Exception {
      try {
        run.end(Deadlines.CLOSE);
      } catch (InterruptedException e) {
        // What an interrupted run throws; it has ended.
      }
    }
  }

  private Life live(IdentityScene scene, Path folder) throws Exception {
    IdentityProviderFactory<?> factory =
        subject.<IdentityProviderFactory<?>>factory(Plugin::identityProviders);
    var context = new TestContext(subject.name(), folder);
    IdentityProvider provider =
        Running.call(
            "open", Deadlines.PATIENCE, () -> opened(factory, scene.configuration(), context));
    var told = new Told();
    Running<IdentitySink> run =
        Running.start(
            "run",
            () -> {
              provider.run(told);
              return told;
            });
    return new Life(provider, told, run);
  }

  private static <C extends Record> IdentityProvider opened(
      IdentityProviderFactory<C> factory, String yaml, TestContext context) throws PluginException {
    return factory.open(Subject.bind(factory, yaml), context);
  }

  private void tells(IdentityScene scene, Path folder) throws Exception {
    String there = scene.start(0);
    Life life = live(scene, folder);
    life.told.awaitComplete(Deadlines.PATIENCE);
    check(
        there == null || life.told.ids().contains(there),
        "did not tell of " + there + " before complete()");
    String later = scene.start(1);
    if (later != null) {
      life.told.awaitContainer(later, Deadlines.PATIENCE);
    }
    life.close();
    life.ended();
    check(life.told.completions() == 1, "complete() was called more than once");
    Suite.none(life.told.breaches());
    Suite.none(EventForm.breaches(subject.name(), subject.customEvents(), life.told.events()));
  }

  private void closes(IdentityScene scene, Path folder) throws Exception {
    Life life = live(scene, folder);
    life.told.awaitComplete(Deadlines.PATIENCE);
    life.close();
    life.ended();
    life.close();
    life.close();
  }

  private void interrupted(IdentityScene scene, Path folder) throws Exception {
    Life life = live(scene, folder);
    life.told.awaitComplete(Deadlines.PATIENCE);
    life.run.interrupt();
    life.ended();
    life.close();
  }

  private void leavesNoThread(IdentityScene scene, Path folder) throws Exception {
    var threads = new LeftThreads();
    Life life = live(scene, folder);
    life.told.awaitComplete(Deadlines.PATIENCE);
    life.close();
    life.ended();
    threads.none();
  }
}
