package io.ringwall.bench.detection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One labelled capture.
 *
 * @param file its path within the folder of captures
 * @param category its folder
 * @param label its label as it stands in the manifest
 * @param technique what it shows of what is scored, or null
 * @param sources who does it
 * @param first not before then
 */
record Capture(
    String file,
    String category,
    String label,
    @Nullable Technique technique,
    Set<String> sources,
    @Nullable Instant first) {
  private static final int COLUMNS = 6;
  private static final Set<String> CLEAN =
      Set.of("benign", "protocol", "encapsulation", "malformed");
  private static final Set<String> OTHER = Set.of("tunnel", "c2", "brute-force");

  Capture {
    sources = Set.copyOf(sources);
  }

  /** Reads {@code manifest.tsv}; the columns that count are file, category and label. */
  static List<Capture> manifest(Path folder) throws IOException {
    List<Capture> captures = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("manifest.tsv"))) {
      String[] columns = line.split("\t", -1);
      if (columns.length >= COLUMNS && !columns[0].equals("file")) {
        captures.add(of(columns[0], columns[4], columns[5]));
      }
    }
    return captures;
  }

  private static Capture of(String file, String category, String label) {
    Set<String> sources = new HashSet<>();
    Instant first = null;
    for (String part : label.split("; ", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? "" : part.substring(0, equals);
      String value = part.substring(equals + 1);
      switch (name) {
        case "attacker", "infected", "client" -> sources.addAll(List.of(value.split(",", -1)));
        case "first" -> first = Instant.parse(value);
        default -> {}
      }
    }
    return new Capture(file, category, label, technique(label), sources, first);
  }

  private static @Nullable Technique technique(String label) {
    if (label.startsWith("port-scan/") || label.startsWith("ip-protocol-scan")) {
      return Technique.PORT_SCAN;
    }
    return label.startsWith("sweep/") ? Technique.SWEEP : null;
  }

  /** Is it labelled as nothing that any rule of reconnaissance should speak on. */
  boolean clean() {
    return CLEAN.contains(category) && !synthetic() || OTHER.contains(category);
  }

  /** Was it made up, and is not for scoring. */
  boolean synthetic() {
    return label.startsWith("synthetic");
  }

  /** Is this alarm the one that the label asks for. */
  boolean hit(Alarm alarm) {
    return alarm.technique() == technique
        && sources.contains(alarm.source())
        && (first == null || !alarm.time().isBefore(first));
  }

  /**
   * Is this alarm false: on a clean capture any; elsewhere one that names another than the labelled
   * sources, or that comes before the attack.
   */
  boolean isFalse(Alarm alarm) {
    if (synthetic()) {
      return false;
    }
    boolean tooEarly = first != null && alarm.time().isBefore(first);
    return clean() || !sources.contains(alarm.source()) || tooEarly;
  }
}
