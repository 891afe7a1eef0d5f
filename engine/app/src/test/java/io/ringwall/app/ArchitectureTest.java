package io.ringwall.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Holds the walls of the design, and proves of each that it would catch a breach: the breaches live
 * in packages named {@code breach} beside this test.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
  private final JavaClasses product =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.ringwall");

  private record Wall(String sentence, ArchRule rule, List<Class<?>> breaches) {}

  private static Wall wall(String sentence, ArchRule rule, Class<?>... breaches) {
    return new Wall(sentence, rule, List.of(breaches));
  }

  private static List<Wall> walls() {
    return List.of(
        wall(
            "each station uses earlier ones only",
            Walls.stationsUseEarlierOnesOnly(),
            usesLater().toArray(Class<?>[]::new)),
        wall(
            "stations are those of the design",
            Walls.stationsAreThoseOfTheDesign(),
            io.ringwall.engine.unlisted.breach.Stray.class),
        wall(
            "the engine uses no test library",
            Walls.engineUsesNoTestLibrary(),
            io.ringwall.engine.findings.breach.UsesTestLibrary.class),
        wall(
            "Guice only where the application is put together",
            Walls.guiceOnlyWhereTheApplicationIsPutTogether(),
            io.ringwall.engine.findings.breach.UsesGuice.class),
        wall(
            "nothing is injected through fields",
            Walls.nothingIsInjectedThroughFields(),
            io.ringwall.app.breach.FieldInjected.class),
        wall(
            "the engine knows no plugin",
            Walls.engineKnowsNoPlugin(),
            io.ringwall.engine.findings.breach.UsesPlugin.class),
        wall(
            "the engine knows no application",
            Walls.engineKnowsNoApplication(),
            io.ringwall.engine.findings.breach.UsesApplication.class),
        wall(
            "the engine knows no server",
            Walls.engineKnowsNoServer(),
            io.ringwall.engine.findings.breach.UsesServer.class),
        wall(
            "the server asks and never judges",
            Walls.serverAsksAndNeverJudges(),
            io.ringwall.server.breach.Judges.class),
        wall(
            "plugins see the SDK only",
            Walls.pluginsSeeTheSdkOnly(),
            io.ringwall.plugin.one.breach.UsesEngine.class),
        wall(
            "plugins do not know each other",
            Walls.pluginsDoNotKnowEachOther(),
            io.ringwall.plugin.two.breach.UsesOtherPlugin.class),
        wall(
            "the SDK needs nothing at run time",
            Walls.sdkNeedsNothingAtRunTime(),
            io.ringwall.sdk.breach.UsesEngine.class,
            io.ringwall.sdk.breach.UsesLibrary.class),
        wall(
            "only the kernel calls native code",
            Walls.onlyTheKernelCallsNativeCode(),
            io.ringwall.engine.findings.breach.CallsNativeCode.class,
            io.ringwall.engine.findings.breach.LoadsLibrary.class),
        wall(
            "the kernel stands alone",
            Walls.kernelStandsAlone(),
            io.ringwall.kernel.breach.UsesSdk.class),
        wall(
            "the kernel is for plugins",
            Walls.kernelIsForPlugins(),
            io.ringwall.engine.findings.breach.UsesKernel.class),
        wall(
            "only Main ends the process",
            Walls.onlyMainEndsTheProcess(),
            io.ringwall.engine.findings.breach.Exits.class),
        wall(
            "time is injected",
            Walls.timeIsInjected(),
            io.ringwall.engine.findings.breach.AsksTheClock.class),
        wall(
            "randomness is injected",
            Walls.randomnessIsInjected(),
            io.ringwall.engine.findings.breach.RollsDice.class),
        wall(
            "threads are injected",
            Walls.threadsAreInjected(),
            io.ringwall.engine.findings.breach.StartsThread.class),
        wall(
            "no static state that changes",
            Walls.noStaticStateThatChanges(),
            io.ringwall.engine.findings.breach.StaticState.class,
            io.ringwall.engine.findings.breach.StaticMap.class),
        wall(
            "standard output belongs to the command line",
            Walls.standardOutputBelongsToTheCommandLine(),
            io.ringwall.engine.findings.breach.Prints.class),
        wall(
            "accessors have no get prefix",
            Walls.accessorsHaveNoGetPrefix(),
            io.ringwall.engine.findings.breach.Gets.class),
        wall(
            "Optional is for return values only",
            Walls.optionalIsForReturnValuesOnly(),
            io.ringwall.engine.findings.breach.OptionalArgument.class,
            io.ringwall.engine.findings.breach.OptionalField.class),
        wall(
            "every package is @NullMarked",
            Walls.everyPackageIsNullMarked(),
            io.ringwall.engine.unlisted.breach.Stray.class),
        wall(
            "implementation is not inherited across modules",
            Walls.implementationIsNotInheritedAcrossModules(),
            io.ringwall.plugin.two.breach.InheritsAcrossModules.class),
        wall(
            "classes of behaviour are final",
            Walls.classesOfBehaviourAreFinal(),
            io.ringwall.engine.findings.breach.Extensible.class),
        wall(
            "Throwable is caught at the plugin edge only",
            Walls.throwableIsCaughtAtThePluginEdgeOnly(),
            io.ringwall.engine.findings.breach.CatchesThrowable.class));
  }

  /** In each station but the last, a class that uses the next one. */
  private static List<Class<?>> usesLater() {
    List<Class<?>> breaches = new ArrayList<>();
    for (String station : Walls.STATIONS.subList(0, Walls.STATIONS.size() - 1)) {
      try {
        breaches.add(Class.forName("io.ringwall.engine." + station + ".breach.UsesLater"));
      } catch (ClassNotFoundException e) {
        throw new AssertionError("no breach proves the wall of " + station, e);
      }
    }
    return breaches;
  }

  @Test
  void looksAtAllModules() {
    for (String part :
        List.of(
            "io.ringwall.sdk.event",
            "io.ringwall.sdk.plugin",
            "io.ringwall.sdk.source",
            "io.ringwall.engine.config",
            "io.ringwall.engine.findings",
            "io.ringwall.engine.rules",
            "io.ringwall.engine.route",
            "io.ringwall.plugin.pcap",
            "io.ringwall.plugin.conntrack",
            "io.ringwall.plugin.docker",
            "io.ringwall.plugin.falco",
            "io.ringwall.plugin.file",
            "io.ringwall.plugin.host",
            "io.ringwall.plugin.networkpolicy",
            "io.ringwall.plugin.process",
            "io.ringwall.kernel",
            "io.ringwall.testkit",
            "io.ringwall.server",
            "io.ringwall.app")) {
      assertTrue(
          product.stream().anyMatch(type -> type.getPackageName().startsWith(part)),
          "no class of " + part + " was looked at");
    }
    assertTrue(
        product.stream().noneMatch(type -> type.getPackageName().contains(".breach")),
        "the deliberate breaches must not count as the product");
  }

  @TestFactory
  Stream<DynamicNode> holds() {
    return walls().stream()
        .map(wall -> dynamicTest(wall.sentence(), () -> wall.rule().check(product)));
  }

  @TestFactory
  Stream<DynamicNode> catchesItsBreach() {
    return walls().stream()
        .map(wall ->
            dynamicContainer(
                wall.sentence(),
                wall.breaches().stream()
                    .map(breach -> dynamicTest(breach.getName(), () -> isCaught(wall, breach)))));
  }

  private static void isCaught(Wall wall, Class<?> breach) {
    JavaClasses breaches =
        new ClassFileImporter()
            .importPackages("io.ringwall.plugin.one.breach", breach.getPackageName());
    EvaluationResult result = wall.rule().allowEmptyShould(true).evaluate(breaches);
    assertTrue(result.hasViolation(), "nothing was caught");
    String report = result.getFailureReport().toString();
    assertTrue(report.contains(breach.getName()), report);
    assertTrue(report.contains("because"), "the rule does not say why");
  }

  @Test
  void eachWallHasABreach() {
    for (Wall wall : walls()) {
      assertFalse(wall.breaches().isEmpty(), wall.sentence());
    }
  }
}
