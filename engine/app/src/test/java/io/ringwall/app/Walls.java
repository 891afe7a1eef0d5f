package io.ringwall.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.domain.TryCatchBlock;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.invoke.MethodHandle;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;

/** The walls of the design, as rules over classes. */
final class Walls {
  /** Packages of the engine's core, low to high: each uses only earlier ones. */
  static final List<String> STATIONS =
      List.of(
          "config",
          "time",
          "ledger",
          "intake",
          "identity",
          "model",
          "flows",
          "findings",
          "counts",
          "rules",
          "learn",
          "response",
          "judge",
          "archive",
          "plugins",
          "doctor",
          "route");

  static final String MAIN = "io.ringwall.app.Main";

  private static final String ENGINE = "io.ringwall.engine.";

  private Walls() {}

  static ArchRule stationsUseEarlierOnesOnly() {
    CompositeArchRule all = null;
    for (int i = 0; i < STATIONS.size() - 1; i++) {
      String[] later =
          STATIONS.subList(i + 1, STATIONS.size()).stream()
              .map(station -> ENGINE + station + "..")
              .toArray(String[]::new);
      ArchRule rule =
          noClasses()
              .that()
              .resideInAPackage(ENGINE + STATIONS.get(i) + "..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(later)
              .allowEmptyShould(true);
      all = all == null ? CompositeArchRule.of(rule) : all.and(rule);
    }
    return all.because("an event travels one way; a station that calls back up hides its order");
  }

  static ArchRule stationsAreThoseOfTheDesign() {
    String[] known =
        STATIONS.stream().map(station -> ENGINE + station + "..").toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage("io.ringwall.engine..")
        .should()
        .resideInAnyPackage(known)
        .because("a package that has no place in the order has no wall either");
  }

  static ArchRule engineUsesNoTestLibrary() {
    return noClasses()
        .that()
        .resideInAPackage("io.ringwall.engine..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.junit..", "com.tngtech..", "io.ringwall.testkit..")
        .because("what is shipped must run without what tests it");
  }

  static ArchRule guiceOnlyWhereTheApplicationIsPutTogether() {
    return noClasses()
        .that(are(resideOutsideOfPackages("io.ringwall.app..")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.google.inject..", "jakarta.inject..", "picocli..")
        .because("everything else is plain Java that a test builds with new");
  }

  static ArchRule nothingIsInjectedThroughFields() {
    return noFields()
        .should()
        .beAnnotatedWith("jakarta.inject.Inject")
        .orShould()
        .beAnnotatedWith("com.google.inject.Inject")
        .because("an object is usable when its constructor has run");
  }

  static ArchRule engineKnowsNoPlugin() {
    return noClasses()
        .that()
        .resideInAnyPackage("io.ringwall.engine..", "io.ringwall.sdk..", "io.ringwall.app..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.ringwall.plugin..")
        .because("plugins are found at run time, ours as well as a vendor's");
  }

  static ArchRule engineKnowsNoApplication() {
    return noClasses()
        .that()
        .resideInAnyPackage("io.ringwall.engine..", "io.ringwall.sdk..", "io.ringwall.testkit..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.ringwall.app..")
        .because("the application wires the engine, not the other way round");
  }

  static ArchRule engineKnowsNoServer() {
    return noClasses()
        .that()
        .resideInAnyPackage("io.ringwall.engine..", "io.ringwall.sdk..", "io.ringwall.testkit..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.ringwall.server..", "org.eclipse.jetty..")
        .because("the engine runs without anybody who asks it");
  }

  static ArchRule serverAsksAndNeverJudges() {
    return noClasses()
        .that()
        .resideInAPackage("io.ringwall.server..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ENGINE + "rules..",
            ENGINE + "flows..",
            ENGINE + "identity..",
            ENGINE + "counts..",
            ENGINE + "learn..",
            ENGINE + "judge..",
            ENGINE + "ledger..",
            ENGINE + "intake..",
            "io.ringwall.app..")
        .because("what is asked of a running engine passes one door, route.Operations");
  }

  static ArchRule pluginsSeeTheSdkOnly() {
    return noClasses()
        .that()
        .resideInAPackage("io.ringwall.plugin..")
        .should()
        .dependOnClassesThat(
            are(
                resideInAPackage("io.ringwall..")
                    .and(
                        resideOutsideOfPackages(
                            "io.ringwall.sdk..", "io.ringwall.kernel..", "io.ringwall.plugin.."))))
        .because("a plugin is compiled against the SDK alone, ours exactly as a vendor's");
  }

  static ArchRule pluginsDoNotKnowEachOther() {
    return slices()
        .matching("io.ringwall.plugin.(*)..")
        .should()
        .notDependOnEachOther()
        .because("each is a bundle of its own, and may be missing");
  }

  static ArchRule sdkNeedsNothingAtRunTime() {
    return classes()
        .that()
        .resideInAPackage("io.ringwall.sdk..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.ringwall.sdk..", "java..", "org.jspecify..", "org.osgi.annotation..")
        .because("vendors compile against it, and must not inherit our libraries");
  }

  static ArchRule onlyTheKernelCallsNativeCode() {
    return noClasses()
        .that(are(resideOutsideOfPackages("io.ringwall.kernel..")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.lang.foreign..")
        .orShould()
        .callMethodWhere(
            calls(System.class, "load", "loadLibrary")
                .or(calls(Runtime.class, "load", "loadLibrary")))
        .because(
            "one module has native access, and whoever is granted it gets objects, not memory");
  }

  static ArchRule kernelStandsAlone() {
    return classes()
        .that()
        .resideInAPackage("io.ringwall.kernel..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.ringwall.kernel..", "java..", "org.jspecify..", "org.osgi.annotation..")
        .because("it is a named module that plugins see, and nothing may come in with it");
  }

  static ArchRule kernelIsForPlugins() {
    return noClasses()
        .that(are(resideOutsideOfPackages("io.ringwall.kernel..", "io.ringwall.plugin..")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.ringwall.kernel..")
        .because("the engine runs where the kernel is not, and on the class path it has no module");
  }

  static ArchRule onlyMainEndsTheProcess() {
    return noClasses()
        .that()
        .doNotHaveFullyQualifiedName(MAIN)
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .because("who embeds the engine must outlive it");
  }

  static ArchRule timeIsInjected() {
    return noClasses()
        .that(are(notTheCompositionRoot()))
        .should()
        .callMethodWhere(
            calls(Instant.class, "now")
                .or(calls(Clock.class, "system", "systemUTC", "systemDefaultZone"))
                .or(calls(InstantSource.class, "system"))
                .or(calls(System.class, "currentTimeMillis"))
                .or(calls(java.time.LocalDateTime.class, "now"))
                .or(calls(java.time.ZonedDateTime.class, "now"))
                .or(calls(java.time.OffsetDateTime.class, "now")))
        .because("a replay of the same input gives the same output, byte for byte");
  }

  static ArchRule randomnessIsInjected() {
    return noClasses()
        .that(are(notTheCompositionRoot()))
        .should()
        .callMethodWhere(
            calls(Math.class, "random")
                .or(calls(UUID.class, "randomUUID"))
                .or(calls(ThreadLocalRandom.class, "current")))
        .orShould()
        .callConstructor(Random.class)
        .because("a replay of the same input gives the same output, byte for byte");
  }

  static ArchRule threadsAreInjected() {
    return noClasses()
        .that()
        .resideInAPackage("io.ringwall.engine..")
        .should()
        .callConstructor(Thread.class, Runnable.class)
        .orShould()
        .callConstructor(Thread.class, Runnable.class, String.class)
        .orShould()
        .callMethodWhere(
            calls(Thread.class, "ofPlatform", "ofVirtual", "startVirtualThread")
                .or(
                    calls(
                        Executors.class,
                        "newCachedThreadPool",
                        "newFixedThreadPool",
                        "newSingleThreadExecutor",
                        "newScheduledThreadPool",
                        "newVirtualThreadPerTaskExecutor")))
        .because("whoever wires the engine names its threads, and a test may run it on its own");
  }

  private static DescribedPredicate<JavaClass> notTheCompositionRoot() {
    return DescribedPredicate.describe(
        "not the composition root, or what stands for it in a vendor's tests",
        type ->
            !type.getFullName().equals(MAIN)
                && !type.getFullName().startsWith(MAIN + "$")
                && !type.getPackageName().equals("io.ringwall.testkit.contract"));
  }

  private static DescribedPredicate<com.tngtech.archunit.core.domain.JavaMethodCall> calls(
      Class<?> owner, String... names) {
    List<String> wanted = List.of(names);
    return DescribedPredicate.describe(
        owner.getSimpleName() + "." + String.join("|", names),
        call -> call.getTargetOwner().isEquivalentTo(owner) && wanted.contains(call.getName()));
  }

  static ArchRule noStaticStateThatChanges() {
    ArchRule fixed =
        fields()
            .that()
            .areStatic()
            .should()
            .beFinal()
            .because("static state outlives whoever owns it, and joins tests that should not meet");
    ArchRule immutable =
        fields()
            .that()
            .areStatic()
            .should(
                notBeOf(
                    "java.util.HashMap",
                    "java.util.ArrayList",
                    "java.util.LinkedHashMap",
                    "java.util.HashSet",
                    "java.util.TreeMap",
                    "java.util.concurrent.ConcurrentHashMap",
                    "java.util.concurrent.ConcurrentMap",
                    "java.util.concurrent.atomic.AtomicInteger",
                    "java.util.concurrent.atomic.AtomicLong",
                    "java.util.concurrent.atomic.AtomicReference",
                    "java.lang.ThreadLocal"))
            .because("a final field may still hold what changes");
    return CompositeArchRule.of(fixed).and(immutable);
  }

  private static ArchCondition<JavaField> notBeOf(String... types) {
    List<String> refused = List.of(types);
    return new ArchCondition<>("not hold what changes") {
      @Override
      public void check(JavaField field, ConditionEvents events) {
        String type = field.getRawType().getFullName();
        if (refused.contains(type)) {
          events.add(
              SimpleConditionEvent.violated(
                  field, field.getFullName() + " is static and of type " + type));
        }
      }
    };
  }

  static ArchRule standardOutputBelongsToTheCommandLine() {
    return noClasses()
        .that(are(resideOutsideOfPackages("io.ringwall.app..", "io.ringwall.bench..")))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .because("with --json nothing but findings may be there");
  }

  static ArchRule accessorsHaveNoGetPrefix() {
    return methods()
        .that()
        .haveNameMatching("get[A-Z].*")
        .and(DescribedPredicate.describe("take nothing", Walls::takesNothing))
        .should(overrideWhatOthersDeclare())
        .allowEmptyShould(true)
        .because("our own types name what a thing is: workload(), not getWorkload()");
  }

  private static boolean takesNothing(JavaMethod method) {
    return method.getRawParameterTypes().isEmpty();
  }

  private static ArchCondition<JavaMethod> overrideWhatOthersDeclare() {
    return new ArchCondition<>("override what a library declares") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        List<JavaClass> above = new ArrayList<>(method.getOwner().getAllRawSuperclasses());
        above.addAll(method.getOwner().getAllRawInterfaces());
        boolean given =
            above.stream()
                .filter(type -> !type.getPackageName().startsWith("io.ringwall"))
                .flatMap(type -> type.getMethods().stream())
                .anyMatch(other -> other.getName().equals(method.getName()));
        if (!given) {
          events.add(
              SimpleConditionEvent.violated(method, method.getFullName() + " has a get prefix"));
        }
      }
    };
  }

  static ArchRule optionalIsForReturnValuesOnly() {
    ArchRule noField =
        noFields().should().haveRawType(Optional.class).because("absence in a field is @Nullable");
    ArchRule noParameter =
        methods()
            .that()
            .areNotPrivate()
            .or()
            .arePrivate()
            .should(
                new ArchCondition<>("take no Optional") {
                  @Override
                  public void check(JavaMethod method, ConditionEvents events) {
                    boolean synthetic =
                        method.getModifiers().contains(JavaModifier.SYNTHETIC)
                            || method.getName().startsWith("lambda$");
                    boolean takes =
                        method.getRawParameterTypes().stream()
                            .anyMatch(type -> type.isEquivalentTo(Optional.class));
                    if (takes && !synthetic) {
                      events.add(
                          SimpleConditionEvent.violated(
                              method, method.getFullName() + " takes an Optional"));
                    }
                  }
                })
            .because("absence in an argument is @Nullable, or an overload");
    return CompositeArchRule.of(noField).and(noParameter);
  }

  static ArchRule everyPackageIsNullMarked() {
    return classes()
        .should(
            new ArchCondition<>("live in a package that is @NullMarked") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                JavaPackage home = type.getPackage();
                boolean marked =
                    home.tryGetPackageInfo()
                        .map(info -> info.isAnnotatedWith(NullMarked.class))
                        .orElse(false);
                if (!marked) {
                  events.add(
                      SimpleConditionEvent.violated(
                          type, type.getName() + " is in " + home.getName() + ", not @NullMarked"));
                }
              }
            })
        .because("absence is told by types, everywhere");
  }

  static ArchRule implementationIsNotInheritedAcrossModules() {
    return classes()
        .should(
            new ArchCondition<>("extend classes of their own module only") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                JavaClass above = type.getRawSuperclass().orElse(null);
                boolean ours = above != null && above.getPackageName().startsWith("io.ringwall");
                if (ours && !module(above).equals(module(type))) {
                  events.add(
                      SimpleConditionEvent.violated(
                          type, type.getName() + " extends " + above.getName()));
                }
              }
            })
        .because("an implementation that others extend can never change");
  }

  private static String module(JavaClass type) {
    String[] parts = type.getPackageName().split("\\.", -1);
    boolean plugin = parts.length > 3 && parts[2].equals("plugin");
    return plugin ? parts[2] + "." + parts[3] : parts[2];
  }

  static ArchRule classesOfBehaviourAreFinal() {
    return classes()
        .that()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .and()
        .areNotAnonymousClasses()
        .and(DescribedPredicate.not(resideInAnyPackage("io.ringwall.sdk..")))
        .should(
            new ArchCondition<>("be final, abstract or sealed") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                boolean closed =
                    type.getModifiers().contains(JavaModifier.FINAL)
                        || type.getModifiers().contains(JavaModifier.ABSTRACT);
                boolean generated =
                    type.getModifiers().contains(JavaModifier.SYNTHETIC)
                        || type.getSimpleName().equals("package-info");
                if (!closed && !generated) {
                  events.add(
                      SimpleConditionEvent.violated(
                          type, type.getName() + " may be extended by anyone"));
                }
              }
            })
        .because("what was not designed to be extended will be, and then cannot change");
  }

  static ArchRule throwableIsCaughtAtThePluginEdgeOnly() {
    return classes()
        .that(
            are(
                resideOutsideOfPackages(
                    "io.ringwall.engine.plugins..",
                    "io.ringwall.engine.route..",
                    "io.ringwall.app..")))
        .should(
            new ArchCondition<>("not catch Throwable") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                for (JavaCodeUnit unit : type.getCodeUnits()) {
                  if (catchesThrowable(unit)) {
                    events.add(
                        SimpleConditionEvent.violated(
                            type, unit.getFullName() + " catches Throwable"));
                  }
                }
              }
            })
        .because("an error of ours must not be mistaken for one of a plugin");
  }

  /**
   * javac itself catches Throwable for try-with-resources and for record patterns; a method handle
   * declares it, and leaves no other choice.
   */
  private static boolean catchesThrowable(JavaCodeUnit unit) {
    boolean made =
        unit.getMethodCallsFromSelf().stream()
                .anyMatch(call ->
                    call.getName().equals("addSuppressed")
                        || call.getTargetOwner().isEquivalentTo(MethodHandle.class))
            || unit.getConstructorCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(MatchException.class));
    Collection<TryCatchBlock> blocks = unit.getTryCatchBlocks();
    return !made
        && blocks.stream()
            .flatMap(block -> block.getCaughtThrowables().stream())
            .anyMatch(caught -> caught.isEquivalentTo(Throwable.class));
  }
}
