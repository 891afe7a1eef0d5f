package io.ringwall.plugin.pcap;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Public captures that lie beside the repository, with what TShark says of them. */
final class SharedCaptures {
  private SharedCaptures() {}

  /** The folder; without it, a test that asks is skipped with the reason. */
  static Path folder() {
    Path folder = folderOrNull();
    assumeTrue(folder != null, "no folder 'captures' under the one that ringwall.shared names");
    return folder;
  }

  private static @Nullable Path folderOrNull() {
    String shared = System.getProperty("ringwall.shared", "");
    Path folder = Path.of(shared, "captures");
    return shared.isEmpty() || !Files.isDirectory(folder) ? null : folder;
  }

  /** A line of expected.tsv. */
  record Expected(
      String file,
      long packets,
      long bytes,
      int tcpConversations,
      int udpConversations,
      List<String> serverNames,
      List<String> dnsNames,
      List<String> httpHosts) {
    static Expected of(String line) {
      String[] fields = line.split("\t", -1);
      return new Expected(
          fields[0],
          Long.parseLong(fields[1]),
          Long.parseLong(fields[2]),
          Integer.parseInt(fields[3]),
          Integer.parseInt(fields[4]),
          names(fields[5]),
          names(fields[6]),
          names(fields[7]));
    }

    private static List<String> names(String field) {
      return field.equals("-") ? List.of() : List.of(field.split(" ", -1));
    }

    @Override
    public String toString() {
      return file;
    }
  }

  static List<Expected> expected() {
    try {
      return Files.readAllLines(folder().resolve("expected.tsv")).stream()
          .skip(1)
          .map(Expected::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
