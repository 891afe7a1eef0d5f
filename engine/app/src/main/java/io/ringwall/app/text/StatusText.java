package io.ringwall.app.text;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** How a running engine fares, as people read it. */
public final class StatusText {
  private static final String INDENT = "  ";
  private static final int LABEL = 12;
  private static final long MILLIS = 1_000;

  /** What was found of the host is older than this only while a look hangs. */
  private static final Duration RECENT = Duration.ofMinutes(1);

  private final Page page;
  private final Ink ink;
  private final JsonNode status;

  private StatusText(Page page, JsonNode status) {
    this.page = page;
    this.ink = page.ink();
    this.status = status;
  }

  /** Writes what {@code GET /api/v1/status} answers. */
  public static void write(Page page, JsonNode status) {
    var text = new StatusText(page, status);
    text.engine();
    text.sources();
    text.plugins();
    text.lacking();
    text.model();
    text.findings();
  }

  private void engine() {
    page.line(
        ink.bold("Ringwall " + status.path("version").asString())
            + " on "
            + Words.visible(status.path("host").asString())
            + ", process "
            + status.path("pid").asLong()
            + ", running for "
            + Words.length(age(status.path("startedAt"))));
    String behind =
        status.has("engineTime") ? Words.length(age(status.path("engineTime"))) : "not begun";
    field(
        "time", "engine time is " + behind + (status.has("engineTime") ? " behind the clock" : ""));
    field(
        "judged",
        Words.count(status.path("judged").asLong(), "event")
            + ", "
            + Words.number(status.path("late").asLong())
            + " too late for a window");
    JsonNode memory = status.path("memory");
    field(
        "memory",
        Words.bytes(memory.path("used").asLong())
            + " used, at most "
            + Words.bytes(memory.path("max").asLong()));
    JsonNode ledger = status.path("ledger");
    long waiting = ledger.path("appended").asLong() - ledger.path("synced").asLong();
    field(
        "ledger",
        Words.count(ledger.path("synced").asLong(), "record")
            + " safe"
            + (waiting == 0 ? "" : ink.warning(", " + Words.number(waiting) + " wait")));
  }

  /** How long ago a time was when this was told. */
  private Duration age(JsonNode time) {
    Instant now = Instant.parse(status.path("now").asString());
    Duration age = Duration.between(Instant.parse(time.asString()), now);
    return age.isNegative() ? Duration.ZERO : age;
  }

  private void field(String label, String words) {
    page.field(INDENT, label, LABEL, words);
  }

  private void sources() {
    page.heading("Sources");
    if (status.path("sources").isEmpty()) {
      page.line(INDENT + "none is open: nothing is seen");
    }
    for (JsonNode source : status.path("sources")) {
      List<String> parts = new ArrayList<>();
      parts.add(state(source.path("state").asString()));
      parts.add(Words.count(source.path("accepted").asLong(), "event"));
      parts.add(
          "lag "
              + Words.length(
                  Duration.ofMillis((long) (source.path("lagSeconds").asDouble() * MILLIS))));
      if (source.path("waiting").asLong() > 0) {
        parts.add(Words.number(source.path("waiting").asLong()) + " waiting");
      }
      losses(source, parts);
      if (source.has("position")) {
        parts.add(
            ink.dim("position " + Words.number(source.path("position").path("sequence").asLong())));
      }
      field(Words.visible(source.path("name").asString()), String.join(", ", parts));
    }
  }

  private String state(String state) {
    return state.equals("active") ? ink.good(state) : ink.bad(state);
  }

  private void losses(JsonNode of, List<String> parts) {
    of.path("dropped")
        .forEachEntry((reason, count) ->
            parts.add(ink.warning(Words.number(count.asLong()) + " dropped (" + reason + ")")));
    of.path("shed")
        .forEachEntry(
            (kind, count) -> parts.add(Words.number(count.asLong()) + " of them " + kind));
    of.path("malformed")
        .forEachEntry((reason, count) ->
            parts.add(Words.number(count.asLong()) + " unreadable (" + reason + ")"));
  }

  private void plugins() {
    List<JsonNode> others = new ArrayList<>();
    for (JsonNode plugin : status.path("plugins")) {
      boolean source = false;
      for (JsonNode one : status.path("sources")) {
        source |= one.path("name").equals(plugin.path("name"));
      }
      if (!source) {
        others.add(plugin);
      }
    }
    if (others.isEmpty()) {
      return;
    }
    page.heading("Other plugins");
    for (JsonNode plugin : others) {
      List<String> parts = new ArrayList<>();
      parts.add(state(plugin.path("state").asString()));
      String reason = plugin.path("reason").asString();
      if (!reason.isEmpty()) {
        parts.add(Words.visible(reason));
      }
      losses(plugin, parts);
      field(Words.visible(plugin.path("name").asString()), String.join(", ", parts));
    }
  }

  /** What is missing comes before what is there in part. */
  private void lacking() {
    List<JsonNode> all = new ArrayList<>();
    List<JsonNode> degraded = new ArrayList<>();
    for (JsonNode one : status.path("lacking")) {
      (isMissing(one) ? all : degraded).add(one);
    }
    all.addAll(degraded);
    if (all.isEmpty()) {
      return;
    }
    page.heading("Lacking on this host" + ink.dim(known()));
    for (int i = 0; i < all.size(); i++) {
      lack(all.get(i), all.subList(i + 1, all.size()));
    }
  }

  private static boolean isMissing(JsonNode lack) {
    return lack.path("outcome").asString().equals("missing");
  }

  private String known() {
    Duration age = age(status.path("examinedAt"));
    return age.compareTo(RECENT) < 0 ? "" : " (as of " + Words.length(age) + " ago)";
  }

  /** What helps against several of one feature is told once, under the last of them. */
  private void lack(JsonNode one, List<JsonNode> later) {
    String outcome = Page.padded(one.path("outcome").asString(), LABEL + 1);
    String coloured = isMissing(one) ? ink.bad(outcome) : ink.warning(outcome);
    String under = INDENT + " ".repeat(LABEL + 1);
    String feature = one.path("feature").asString();
    String what = feature + ": " + one.path("check").asString();
    page.wrapped(
        INDENT + coloured, under, Words.visible(what + ": " + one.path("found").asString()));
    boolean toldLater =
        later.stream()
            .anyMatch(other ->
                other.path("feature").asString().equals(feature)
                    && other.path("remedy").equals(one.path("remedy")));
    if (!toldLater) {
      String remedy = Words.visible(one.path("remedy").asString());
      page.wrapped(under + ink.bold("> "), under + "  ", remedy);
    }
  }

  private void model() {
    page.heading("Modes and learning");
    JsonNode modes = status.path("modes");
    List<String> held = new ArrayList<>();
    modes
        .path("workloads")
        .forEachEntry((mode, count) -> held.add(Words.number(count.asLong()) + " in " + mode));
    field(
        "modes",
        modes.path("otherwise").asString()
            + " where nothing else is said; "
            + Words.count(modes.path("entries").asLong(), "entry")
            + (held.isEmpty() ? "" : "; known workloads: " + String.join(", ", held)));
    JsonNode learning = status.path("learning");
    String newest =
        learning.has("newestEdge")
            ? "; the newest was first seen "
                + Words.length(age(learning.path("newestEdge")))
                + " ago"
            : "";
    field(
        "edges",
        Words.number(learning.path("learned").asLong())
            + " learned, "
            + Words.number(learning.path("candidates").asLong())
            + " still candidates"
            + newest);
  }

  private void findings() {
    page.heading("Findings");
    JsonNode findings = status.path("findings");
    List<String> open = new ArrayList<>();
    findings
        .path("open")
        .forEachEntry((severity, count) -> {
          if (count.asLong() > 0) {
            open.addFirst(Words.number(count.asLong()) + " " + severity);
          }
        });
    field("open", open.isEmpty() ? "none" : String.join(", ", open));
    field(
        "dealt with",
        Words.number(findings.path("acknowledged").asLong())
            + " acknowledged, "
            + Words.number(findings.path("cleared").asLong())
            + " cleared, "
            + Words.number(findings.path("suppressed").asLong())
            + " part of others");
  }
}
