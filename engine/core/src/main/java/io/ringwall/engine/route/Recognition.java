package io.ringwall.engine.route;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.engine.plugins.InstalledRecording;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds out which plugin reads which file. */
final class Recognition {
  private final List<InstalledRecording> readers;
  private final List<String> problems;

  Recognition(List<InstalledRecording> readers, List<String> problems) {
    this.readers = readers;
    this.problems = problems;
  }

  /** The files of one phase by who reads them; what nobody reads is a problem. */
  Map<InstalledRecording, List<Path>> sort(List<Path> files) throws InterruptedException {
    Map<InstalledRecording, List<Path>> byReader = new LinkedHashMap<>();
    for (Path file : files) {
      try {
        byReader.computeIfAbsent(reader(file), reader -> new ArrayList<>()).add(file);
      } catch (RingwallException e) {
        problems.add(e.sentence());
      }
    }
    return byReader;
  }

  private InstalledRecording reader(Path file) throws InterruptedException {
    byte[] head = Heads.of(file, "recording");
    for (InstalledRecording reader : readers) {
      if (recognises(reader, head)) {
        return reader;
      }
    }
    String known =
        readers.stream().map(InstalledRecording::name).sorted().collect(Collectors.joining(", "));
    throw new RingwallException(
        Category.INPUT,
        "recording "
            + file
            + ": no installed plugin recognises it ("
            + (known.isEmpty() ? "none is installed" : known)
            + "); found "
            + Heads.describe(head));
  }

  private boolean recognises(InstalledRecording reader, byte[] head) throws InterruptedException {
    try {
      return reader.recognises(head);
    } catch (RingwallException e) {
      if (!problems.contains(e.sentence())) {
        problems.add(e.sentence());
      }
      return false;
    }
  }
}
