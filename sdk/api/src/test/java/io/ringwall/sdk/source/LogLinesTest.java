package io.ringwall.sdk.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogLinesTest {
  private static final long SEED = Long.getLong("ringwall.seed", 20_260_101);
  private static final int LINES = 3_000;

  @TempDir private Path folder;

  private Path log(String content) throws IOException {
    return Files.writeString(folder.resolve("log"), content);
  }

  @Test
  void givesEachLineOnceHoweverTheFileGrows() throws IOException {
    var random = new SplittableRandom(SEED);
    var content = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      String line = "x".repeat(random.nextInt(10) == 0 ? random.nextInt(90_000) : 3) + i;
      expected.add(content.length() + " " + line);
      content.append(line).append('\n');
    }
    byte[] bytes = content.toString().getBytes(StandardCharsets.UTF_8);
    Path file = log("");
    List<String> seen = new ArrayList<>();
    try (LogLines lines = LogLines.of(file)) {
      int written = 0;
      while (written < bytes.length) {
        int more = Math.min(bytes.length - written, 1 + random.nextInt(200_000));
        append(file, new String(bytes, written, more, StandardCharsets.UTF_8));
        written += more;
        while (lines.next()) {
          seen.add(lines.offset() + " " + lines.text());
        }
      }
      assertEquals(bytes.length, lines.nextOffset());
      assertEquals(LINES, lines.number());
    }
    assertEquals(expected, seen, "seed " + SEED);
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }

  @Test
  void leavesALineWithoutEndForLaterUnlessTheRestIsAskedFor() throws IOException {
    Path file = log("a\nb");
    try (LogLines lines = LogLines.of(file)) {
      assertTrue(lines.next());
      assertEquals("a", lines.text());
      assertFalse(lines.next());
      assertEquals(2, lines.nextOffset());
      assertTrue(lines.nextOrRest());
      assertEquals("b", lines.text());
      assertFalse(lines.nextOrRest());
    }
  }

  @Test
  void keepsNothingOfALineThatIsTooLongButItsPlace() throws IOException {
    String tooLong = "y".repeat(LogLines.LONGEST + 1);
    Path file = log("a\n" + tooLong + "\nb\n" + tooLong);
    try (LogLines lines = LogLines.of(file)) {
      assertTrue(lines.next());
      assertTrue(lines.next());
      assertTrue(lines.isTooLong());
      assertFalse(lines.isBlank());
      assertEquals(2, lines.offset());
      assertEquals(0, lines.length());
      assertTrue(lines.next());
      assertEquals("b", lines.text());
      assertFalse(lines.isTooLong());
      assertTrue(lines.nextOrRest());
      assertTrue(lines.isTooLong());
    }
  }

  @Test
  void findsALineInHowAFileBegins() {
    byte[] head = "\nbroken\nwhole\ncut".getBytes(StandardCharsets.UTF_8);
    assertTrue(LogLines.anyIn(head, line -> line.text().equals("whole") && line.offset() == 8));
    assertTrue(LogLines.anyIn(head, line -> line.text().equals("cut")));
    assertFalse(LogLines.anyIn(head, line -> line.text().equals("absent")));
    assertFalse(LogLines.anyIn(new byte[0], line -> true));
  }

  @Test
  void theEpochOfALogStaysWhileItGrowsAndIsAnotherAfterItWasCut() throws IOException {
    Path file = log("first");
    assertEquals(Optional.empty(), epoch(file));
    append(file, " line\n");
    Optional<String> epoch = epoch(file);
    append(file, "second line\n");
    assertEquals(epoch, epoch(file));
    Files.writeString(file, "another\n");
    assertNotEquals(epoch, epoch(file));
  }

  private static Optional<String> epoch(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return Epochs.ofBeginning(channel);
    }
  }

  @Test
  void theEpochOfARecordingIsItsContentWhateverItsName() throws Exception {
    Path one = log("some lines\n");
    Path copy = Files.copy(one, folder.resolve("copy"));
    assertEquals(Epochs.ofContent(one), Epochs.ofContent(copy));
    assertTrue(Epochs.ofContent(one).matches("[0-9a-f]{8}-11"), Epochs.ofContent(one));
  }

  @Test
  void aBoundedMapForgetsWhatWasUsedLeastRecently() {
    Map<String, Integer> map = Bounded.map(2);
    map.put("a", 1);
    map.put("b", 2);
    map.get("a");
    map.put("c", 3);
    assertEquals(Map.of("a", 1, "c", 3), map);
    assertThrows(IllegalArgumentException.class, () -> Bounded.map(0));
  }
}
