package io.ringwall.engine.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.config.Configuration.Placed;
import io.ringwall.engine.config.ModeEntry;
import io.ringwall.engine.config.Position;
import io.ringwall.engine.learn.Learning;
import io.ringwall.engine.model.Model;
import io.ringwall.sdk.finding.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ConfiguredModesTest {
  private final Told told = new Told(0);
  private final OperatorRecords operators = new OperatorRecords();
  private final Model model = new Model(Configuration.DEFAULT);
  private final ConfiguredModes modes =
      new ConfiguredModes(model, new Learning(model, Duration.ZERO), operators, told);

  @Test
  void tellsOfEachEntryThatNothingCanEnforce() {
    var prevent = new ModeEntry("shop/*", null, Set.of(), Mode.PREVENT);
    var alert = new ModeEntry("bank/*", null, Set.of(), Mode.ALERT);
    var configuration =
        Configuration.DEFAULT.withModes(
            List.of(
                new Placed<>(prevent, new Position("modes/m.yaml", 1, 0)),
                new Placed<>(alert, new Position("modes/m.yaml", 2, 0))));
    String sentence =
        "modes: modes/m.yaml:1: 'shop/*' asks for prevent, which no actuator of this engine can"
            + " enforce yet: it alerts, and denies only what an inline rule is asked about";
    modes.begin(configuration);
    assertEquals(List.of(sentence), told.sentences());
    modes.configure(configuration);
    assertEquals(List.of(sentence, sentence), told.sentences());
  }

  @Test
  void startsWithoutAModeThatAnEarlierEngineTookAndThisOneRefuses() {
    var given =
        new OperatorModes.Given(
            "a".repeat(254) + "/b",
            OperatorModes.ways(Set.of()),
            Mode.OFF,
            "operator:root",
            Instant.EPOCH);
    operators.modes(OperatorModes.NONE.with(given));
    modes.begin(Configuration.DEFAULT);
    assertEquals(List.of(), operators.modes().all());
    assertTrue(
        told.sentences().getFirst().contains("is left out: operator:root: scope: the namespace"),
        told::toString);
  }
}
