package io.ringwall.engine.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class FieldsTest {
  private static Fields.Field field(String type, String name) {
    return Fields.describe(type).orElseThrow().fields().stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void saysWhatMayBeAbsentAndHowToAskOn() {
    Fields.Field edge = field("Flow", "edge");
    assertTrue(edge.nullable());
    assertEquals("EdgeRef", edge.asksFurther());
    assertFalse(field("Flow", "settled").nullable());
  }

  @Test
  void namesTheValuesOfEnums() {
    assertTrue(field("EdgeRef", "state").constants().contains("UNSEEN"));
    assertTrue(Fields.describe("EdgeState").orElseThrow().constants().contains("DENIED"));
  }

  @Test
  void tellsFactsFromWhatIsReachedThroughThem() {
    assertTrue(Fields.describe("Flow").orElseThrow().fact());
    assertFalse(Fields.describe("Endpoint").orElseThrow().fact());
  }

  @Test
  void describesGlobalsByTheirName() {
    Fields.Described counts = Fields.describe("counts").orElseThrow();
    assertEquals("counts", counts.global());
    assertEquals("of(String)", counts.fields().getFirst().name());
  }

  @Test
  void knowsNothingOfOtherNames() {
    assertTrue(Fields.describe("String").isEmpty());
    assertTrue(Fields.describe("Flaw").isEmpty());
  }
}
