package io.ringwall.bench.application;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Started by <code>engine/bench/run generate --seed N --out DIR</code>. */
public final class GenerateApplication {
  private static final String USAGE = "usage: generate --seed N --out DIR";

  private GenerateApplication() {}

  /** Writes one application and says what it is. */
  public static void main(String[] arguments) throws IOException {
    List<String> words = List.of(arguments);
    int seed = words.indexOf("--seed");
    int out = words.indexOf("--out");
    if (words.size() != 4 || seed < 0 || out < 0 || Math.abs(seed - out) != 2) {
      System.err.println(USAGE);
      System.exit(2);
      return;
    }
    Path folder = Path.of(words.get(out + 1));
    Truth truth = new Generator(Long.parseLong(words.get(seed + 1))).write(folder);
    System.out.println(
        folder
            + ": "
            + truth.learned().size()
            + " edges to learn, "
            + truth.foreign().size()
            + " foreign connections, "
            + truth.scans().size()
            + " scans");
  }
}
