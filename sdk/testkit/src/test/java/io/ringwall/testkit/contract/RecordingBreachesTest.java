package io.ringwall.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringwall.sdk.plugin.Plugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The suite of recordings passes a plugin that keeps the contract, and catches each breach. */
final class RecordingBreachesTest {
  @TempDir Path folder;

  private Path file() throws IOException {
    String text =
        IntStream.range(0, 200).mapToObj(n -> "line " + n).collect(Collectors.joining("\n"));
    return Files.writeString(folder.resolve("lines"), text);
  }

  @TestFactory
  Stream<DynamicTest> passesWhoKeepsIt() throws IOException {
    return RecordingContract.of(Faultless.class, "lines", file()).tests();
  }

  /** For each flaw, part of the test's name that has to catch it. */
  private static final Map<Class<? extends Plugin>, String> CAUGHT_BY =
      Map.ofEntries(
          Map.entry(RepeatsPositions.class, "well formed"),
          Map.entry(HidesAnAttribute.class, "well formed"),
          Map.entry(InventsItsHost.class, "well formed"),
          Map.entry(LiesAboutTime.class, "says truly"),
          Map.entry(SaysNothingOfTime.class, "says truly"),
          Map.entry(Offers.class, "waits while"),
          Map.entry(IgnoresClose.class, "when it is closed"),
          Map.entry(SwallowsInterrupts.class, "interrupted while it waits"),
          Map.entry(FailsOfInterrupts.class, "interrupted while it reads"),
          Map.entry(LeavesAThread.class, "leaves no thread"),
          Map.entry(Differs.class, "same events"),
          Map.entry(FailsOfBadInput.class, "counts bad input"),
          Map.entry(CountsNothing.class, "counts bad input"),
          Map.entry(IgnoresAMissingFile.class, "file is missing"));

  @TestFactory
  Stream<DynamicTest> catches() throws IOException {
    Path lines = file();
    return CAUGHT_BY.entrySet().stream()
        .map(flaw ->
            DynamicTest.dynamicTest(
                flaw.getKey().getSimpleName(),
                () -> isCaught(flaw.getKey(), flaw.getValue(), lines)));
  }

  private static void isCaught(Class<? extends Plugin> flawed, String name, Path lines) {
    List<DynamicTest> tests =
        RecordingContract.of(flawed, "lines", lines)
            .tests()
            .filter(test -> test.getDisplayName().contains(name))
            .toList();
    assertEquals(1, tests.size(), name);
    assertThrows(AssertionError.class, () -> run(tests.getFirst()));
  }

  private static void run(DynamicTest test) throws Throwable {
    try {
      test.getExecutable().execute();
    } catch (IllegalStateException e) {
      throw new AssertionError("what the plugin threw fails the test as well", e);
    }
  }

  @Test
  void eachFlawHasItsTest() {
    assertEquals(LinePlugin.Flaw.values().length - 1, CAUGHT_BY.size());
  }

  public static final class Faultless extends LinePlugin {
    public Faultless() {
      super(Flaw.NONE);
    }
  }

  public static final class RepeatsPositions extends LinePlugin {
    public RepeatsPositions() {
      super(Flaw.REPEATS_POSITIONS);
    }
  }

  public static final class HidesAnAttribute extends LinePlugin {
    public HidesAnAttribute() {
      super(Flaw.HIDES_AN_ATTRIBUTE);
    }
  }

  public static final class InventsItsHost extends LinePlugin {
    public InventsItsHost() {
      super(Flaw.INVENTS_ITS_HOST);
    }
  }

  public static final class LiesAboutTime extends LinePlugin {
    public LiesAboutTime() {
      super(Flaw.LIES_ABOUT_TIME);
    }
  }

  public static final class SaysNothingOfTime extends LinePlugin {
    public SaysNothingOfTime() {
      super(Flaw.SAYS_NOTHING_OF_TIME);
    }
  }

  public static final class Offers extends LinePlugin {
    public Offers() {
      super(Flaw.OFFERS);
    }
  }

  public static final class IgnoresClose extends LinePlugin {
    public IgnoresClose() {
      super(Flaw.IGNORES_CLOSE);
    }
  }

  public static final class SwallowsInterrupts extends LinePlugin {
    public SwallowsInterrupts() {
      super(Flaw.SWALLOWS_INTERRUPTS);
    }
  }

  public static final class FailsOfInterrupts extends LinePlugin {
    public FailsOfInterrupts() {
      super(Flaw.FAILS_OF_INTERRUPTS);
    }
  }

  public static final class LeavesAThread extends LinePlugin {
    public LeavesAThread() {
      super(Flaw.LEAVES_A_THREAD);
    }
  }

  public static final class Differs extends LinePlugin {
    public Differs() {
      super(Flaw.DIFFERS);
    }
  }

  public static final class FailsOfBadInput extends LinePlugin {
    public FailsOfBadInput() {
      super(Flaw.FAILS_OF_BAD_INPUT);
    }
  }

  public static final class CountsNothing extends LinePlugin {
    public CountsNothing() {
      super(Flaw.COUNTS_NOTHING);
    }
  }

  public static final class IgnoresAMissingFile extends LinePlugin {
    public IgnoresAMissingFile() {
      super(Flaw.IGNORES_A_MISSING_FILE);
    }
  }
}
