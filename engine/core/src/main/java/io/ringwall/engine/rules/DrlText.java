package io.ringwall.engine.rules;

import io.ringwall.sdk.plugin.Reasons;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A DRL file as it lay on disk when it was read. */
final class DrlText {
  private final Path path;
  private final byte[] bytes;

  private DrlText(Path path, byte[] bytes) {
    this.path = path;
    this.bytes = bytes;
  }

  /** All of this folder, by name; what cannot be read is told. */
  static List<DrlText> in(Path folder, Problems problems) {
    List<DrlText> texts = new ArrayList<>();
    try (Stream<Path> inside = Files.list(folder)) {
      for (Path path : inside.sorted().toList()) {
        if (String.valueOf(path.getFileName()).endsWith(".drl")) {
          read(path, texts, problems);
        }
      }
    } catch (IOException e) {
      problems.error(folder, 0, 0, "expected a readable folder, found " + Reasons.of(e));
    }
    return texts;
  }

  private static void read(Path path, List<DrlText> texts, Problems problems) {
    try {
      texts.add(new DrlText(path, Files.readAllBytes(path)));
    } catch (IOException e) {
      unreadable(path, e, problems);
    }
  }

  private static void unreadable(Path path, IOException why, Problems problems) {
    problems.error(path, 0, 0, "expected a readable text file in UTF-8, found " + Reasons.of(why));
  }

  Path path() {
    return path;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Adds it as text to these, or tells why it is none. */
  void decode(List<DrlFile> files, Problems problems) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      files.add(new DrlFile(path, text, problems));
    } catch (CharacterCodingException e) {
      unreadable(path, e, problems);
    }
  }
}
