package io.ringwall.app.text;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** Modes of a running engine, as people read them. */
public final class ModeText {
  private static final String INDENT = "  ";
  private static final int MODE = 8;

  private ModeText() {}

  /** Writes what {@code GET /api/v1/modes} answers. */
  public static void write(Page page, JsonNode table) {
    Ink ink = page.ink();
    page.heading("What was said");
    for (JsonNode entry : table.path("entries")) {
      var directions = new StringJoiner(", ");
      entry.path("directions").forEach(way -> directions.add(way.asString()));
      String image = entry.path("image").asString("");
      page.wrapped(
          INDENT + Page.padded(entry.path("mode").asString(), MODE),
          INDENT + " ".repeat(MODE),
          Words.visible(entry.path("scope").asString())
              + (image.isEmpty() ? "" : " of image " + Words.visible(image))
              + (directions.length() == 0 ? "" : " (" + directions + ")")
              + "  "
              + ink.dim(Words.visible(entry.path("origin").asString())));
    }
    page.line(
        INDENT
            + Page.padded(table.path("otherwise").asString(), MODE)
            + "everything else  "
            + ink.dim("default"));
    if (table.path("workloads").isEmpty()) {
      return;
    }
    page.heading("What holds for known workloads");
    for (JsonNode held : table.path("workloads")) {
      page.line(
          INDENT
              + ink.bold(
                  Words.visible(
                      held.path("namespace").asString() + "/" + held.path("service").asString()))
              + "  "
              + ink.dim(
                  Words.count(held.path("learned").asLong(), "edge")
                      + " learned, "
                      + Words.count(held.path("candidates").asLong(), "candidate")));
      said(held.path("modes"))
          .forEach((said, ways) ->
              page.wrapped(
                  INDENT + INDENT, INDENT + INDENT + INDENT, ways + ": " + Words.visible(said)));
    }
  }

  /** Directions of which the same is said are told together. */
  private static Map<String, String> said(JsonNode modes) {
    Map<String, String> said = new LinkedHashMap<>();
    modes.forEachEntry((way, one) -> {
      String scope = one.path("scope").asString("");
      String why =
          one.path("mode").asString()
              + (scope.isEmpty() ? "" : " by '" + scope + "'")
              + ", "
              + one.path("origin").asString();
      said.merge(why, way, (before, more) -> before + ", " + more);
    });
    return said;
  }
}
