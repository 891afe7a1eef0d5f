package io.ringwall.app.text;

import io.ringwall.engine.doctor.Examined;
import io.ringwall.sdk.plugin.HostFact;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What a host offers and lacks. */
public final class DoctorText {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int OUTCOME = 8;
  private static final int NAME_MAX = 24;
  private static final String OWN = "ringwall";

  private DoctorText() {}

  /** Writes a table grouped by feature, what helps under what is not as it should be, and a sum. */
  public static void write(Page page, List<Examined> all) {
    Map<String, List<Examined>> features = new LinkedHashMap<>();
    all.forEach(
        one -> features.computeIfAbsent(one.feature(), feature -> new ArrayList<>()).add(one));
    int names = all.stream().mapToInt(one -> Page.wide(Words.visible(one.name()))).max().orElse(0);
    features.forEach((feature, checks) -> {
      page.heading(Words.visible(feature) + page.ink().dim(needing(checks)));
      for (int i = 0; i < checks.size(); i++) {
        line(page, checks.get(i), Math.min(names, NAME_MAX));
        remedy(page, checks.get(i), checks.subList(i + 1, checks.size()));
      }
    });
    page.blank();
    page.wrapped("", "", sum(page.ink(), all));
  }

  /** The plugins that need it; what the engine needs goes without saying. */
  private static String needing(List<Examined> checks) {
    String plugins =
        checks.stream()
            .map(Examined::by)
            .filter(by -> !by.equals(OWN))
            .distinct()
            .map(Words::visible)
            .collect(Collectors.joining(", "));
    return plugins.isEmpty() ? "" : " (" + plugins + ")";
  }

  private static void line(Page page, Examined one, int names) {
    Ink ink = page.ink();
    HostFact fact = one.fact();
    String word = Page.padded(Words.word(fact.outcome()), OUTCOME);
    String coloured =
        switch (fact.outcome()) {
          case OK -> ink.good(word);
          case DEGRADED -> ink.warning(word);
          case MISSING -> ink.bad(word);
        };
    String name = Page.padded(Words.visible(one.name()), names);
    String begin = "  " + coloured + "  " + name + "  ";
    page.wrapped(begin, " ".repeat(Page.wide(begin)), Words.visible(fact.found()));
  }

  /** What helps against several of one feature is told once, under the last of them. */
  private static void remedy(Page page, Examined one, List<Examined> later) {
    String remedy = one.fact().remedy();
    boolean toldLater = later.stream().anyMatch(other -> other.fact().remedy().equals(remedy));
    if (!remedy.isEmpty() && !toldLater) {
      String under = " ".repeat(OUTCOME + 4);
      page.wrapped(under + page.ink().bold("> "), under + "  ", Words.visible(remedy));
    }
  }

  private static String sum(Ink ink, List<Examined> all) {
    long ok = all.stream().filter(Examined::isOk).count();
    long missing = all.stream().filter(Examined::isMissing).count();
    long degraded = all.size() - ok - missing;
    String counted =
        "%s ok, %s degraded, %s missing"
            .formatted(Words.number(ok), Words.number(degraded), Words.number(missing));
    if (missing > 0) {
      String without =
          all.stream()
              .filter(Examined::isMissing)
              .map(one -> Words.visible(one.feature()))
              .distinct()
              .collect(Collectors.joining(", "));
      return ink.bad(counted) + ": something that is needed is not there (" + without + ").";
    }
    return degraded > 0
        ? ink.warning(counted) + ": all that is configured works; some of it sees or does less."
        : ink.good(counted) + ": all that is configured works.";
  }

  /**
   * One check as an object of {@code by}, {@code feature}, {@code check}, {@code outcome} (ok,
   * degraded, missing), {@code found}, and unless it is ok, {@code remedy}.
   */
  public static String json(Examined one) {
    var text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("by", one.by());
      json.writeStringProperty("feature", one.feature());
      json.writeStringProperty("check", one.name());
      json.writeStringProperty("outcome", Words.word(one.fact().outcome()));
      json.writeStringProperty("found", one.fact().found());
      if (!one.isOk()) {
        json.writeStringProperty("remedy", one.fact().remedy());
      }
      json.writeEndObject();
    }
    return text.toString();
  }
}
