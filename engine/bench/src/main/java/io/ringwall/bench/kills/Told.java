package io.ringwall.bench.kills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file of findings holds: what the engine acknowledged.
 *
 * @param lines its whole lines, in order
 */
record Told(List<String> lines) {
  private static final Pattern HEADER =
      Pattern.compile("\\{\"kind\":\"[a-z]+\",\"id\":\"([^\"]+)\",\"revision\":(\\d+),.*");
  private static final Pattern COUNT = Pattern.compile(",\"count\":(\\d+),");

  /** A line that was cut off had not been acknowledged. */
  static Told in(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new Told(List.of());
    }
    String text = Files.readString(file);
    int end = text.lastIndexOf('\n') + 1;
    return new Told(text.substring(0, end).lines().toList());
  }

  private static Matcher header(String line) {
    Matcher header = HEADER.matcher(line);
    if (!header.matches()) {
      throw new IllegalStateException("no finding: " + line);
    }
    return header;
  }

  /** Revisions that are there twice. */
  List<String> doubled() {
    Set<String> seen = new HashSet<>();
    List<String> doubled = new ArrayList<>();
    for (String line : lines) {
      Matcher header = header(line);
      String revision = header.group(1) + " revision " + header.group(2);
      if (!seen.add(revision)) {
        doubled.add(revision);
      }
    }
    return doubled;
  }

  /** How often each finding was counted, in its last revision. */
  Map<String, String> counts() {
    Map<String, String> counts = new HashMap<>();
    for (String line : lines) {
      Matcher count = COUNT.matcher(line);
      counts.put(header(line).group(1), count.find() ? count.group(1) : "");
    }
    return counts;
  }

  /** Those of earlier lines that are not here. */
  List<String> missing(Told earlier) {
    Set<String> here = new HashSet<>(lines);
    return earlier.lines().stream().filter(line -> !here.contains(line)).toList();
  }
}
