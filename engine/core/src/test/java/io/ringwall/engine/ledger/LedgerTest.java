package io.ringwall.engine.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.config.RingwallException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerTest {
  private static final Map<String, Integer> KNOWN = Map.of("finding", 2, "mode", 1);

  @TempDir Path folder;

  private static Ledger open(Path folder) {
    return Ledger.open(folder, KNOWN, record -> {}, Thread::new);
  }

  private static LedgerRecord record(int number) {
    return new LedgerRecord(
        "finding", 1, "{\"n\":" + number + ",\"t\":\"ü" + "x".repeat(number % 7) + "\"}");
  }

  private static List<LedgerRecord> records(int count) {
    return IntStream.range(0, count).mapToObj(LedgerTest::record).toList();
  }

  private static Path file(Path folder) {
    return folder.resolve("ledger.log");
  }

  private static void append(Path folder, List<LedgerRecord> records, int perGroup)
      throws InterruptedException {
    try (Ledger ledger = open(folder)) {
      for (int i = 0; i < records.size(); i++) {
        ledger.append(records.get(i));
        if (i % perGroup == perGroup - 1) {
          ledger.sync();
        }
      }
    }
  }

  private static List<LedgerRecord> read(Path folder) {
    List<LedgerRecord> records = new ArrayList<>();
    Ledger.open(folder, KNOWN, records::add, Thread::new).close();
    return records;
  }

  @Test
  void givesBackWhatWasAppendedInItsOrder() throws InterruptedException {
    append(folder, records(100), 7);
    append(folder, List.of(new LedgerRecord("mode", 1, "{}")), 1);
    List<LedgerRecord> read = read(folder);
    assertEquals(records(100), read.subList(0, 100));
    assertEquals("mode", read.getLast().kind());
  }

  @Test
  void saysInOrderWhatIsSafe() throws InterruptedException {
    List<Integer> safe = new ArrayList<>();
    try (Ledger ledger = open(folder)) {
      for (int i = 0; i < 1000; i++) {
        int number = i;
        ledger.append(record(i), () -> safe.add(number));
      }
      ledger.sync();
      assertEquals(IntStream.range(0, 1000).boxed().toList(), safe);
    }
  }

  @Test
  void recoversATailTornAtAnyByte() throws InterruptedException, IOException {
    append(folder, records(12), 3);
    byte[] whole = Files.readAllBytes(file(folder));
    List<LedgerRecord> all = records(12);
    for (int length = 0; length <= whole.length; length++) {
      Path torn = Files.createDirectories(folder.resolve("torn-" + length));
      Files.write(file(torn), Arrays.copyOf(whole, length));
      List<LedgerRecord> read = read(torn);
      assertEquals(all.subList(0, read.size()), read, "cut at " + length);
      append(torn, List.of(record(99)), 1);
      List<LedgerRecord> after = read(torn);
      assertEquals(read.size() + 1, after.size(), "cut at " + length);
      assertEquals(record(99), after.getLast());
    }
  }

  @Test
  void recoversAGroupOfWhichOnlyLaterPagesReachedTheDisk()
      throws InterruptedException, IOException {
    append(folder, records(2), 2);
    int safe = (int) Files.size(file(folder));
    try (LedgerFile one = LedgerFile.open(file(folder), KNOWN, record -> {})) {
      byte[] first = Frame.encode(record(2), 0);
      byte[] second = Frame.encode(record(3), first.length);
      Arrays.fill(first, (byte) 0);
      one.write(java.nio.ByteBuffer.wrap(first));
      one.write(java.nio.ByteBuffer.wrap(second));
    }
    assertEquals(records(2), read(folder));
    assertEquals(safe, Files.size(file(folder)));
  }

  @Test
  void refusesALedgerWhoseAcknowledgedRecordsAreDamaged() throws InterruptedException, IOException {
    append(folder, records(12), 1);
    byte[] whole = Files.readAllBytes(file(folder));
    whole[whole.length / 2] ^= 1;
    Files.write(file(folder), whole);
    var refused = assertThrows(RingwallException.class, () -> open(folder));
    assertTrue(refused.sentence().contains("is damaged at byte"), refused::sentence);
    assertEquals(whole.length, Files.size(file(folder)));
  }

  @Test
  void neverFailsOtherwiseOnDamagedBytes() throws InterruptedException, IOException {
    append(folder, records(20), 4);
    byte[] whole = Files.readAllBytes(file(folder));
    List<LedgerRecord> all = records(20);
    var random = new Random(20_261_125L);
    for (int round = 0; round < 2000; round++) {
      byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
      for (int flips = random.nextInt(4); flips > 0 && damaged.length > 0; flips--) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file(folder), damaged);
      try {
        List<LedgerRecord> read = read(folder);
        assertEquals(all.subList(0, read.size()), read, "round " + round);
      } catch (RingwallException refused) {
        assertTrue(
            refused.sentence().contains("damaged") || refused.sentence().contains("no ledger"),
            refused::sentence);
      }
    }
  }

  /** Larger than what is read at once, with records across its borders. */
  @Test
  void readsALedgerThatIsLargerThanMemoryShouldHold() throws InterruptedException {
    String large = "\"" + "x".repeat(7 << 20) + "\"";
    try (Ledger ledger = open(folder)) {
      for (int i = 0; i < 40; i++) {
        ledger.append(new LedgerRecord("finding", 1, large));
        ledger.append(record(i));
      }
    }
    int[] seen = new int[1];
    Ledger.open(
            folder,
            KNOWN,
            record -> {
              boolean isLarge = record.json().length() == large.length();
              assertTrue(isLarge || record.equals(record(seen[0]++)));
            },
            Thread::new)
        .close();
    assertEquals(40, seen[0]);
  }

  @Test
  void beginsANewFileWithWhatStandsAndKeepsTheOneBefore() throws InterruptedException, IOException {
    List<LedgerRecord> standing = records(3);
    try (Ledger ledger = open(folder)) {
      for (int round = 1; round <= 3; round++) {
        ledger.append(record(100 * round));
        ledger.renew(() -> standing);
        ledger.append(record(100 * round + 1));
      }
      ledger.sync();
    }
    List<LedgerRecord> expected = new ArrayList<>(standing);
    expected.add(record(301));
    assertEquals(expected, read(folder));
    Path last = folder.resolve("ledger-000000003.log");
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.copy(last, file(other));
    assertEquals(record(201), read(other).get(3));
    assertEquals(record(300), read(other).getLast());
  }

  @Test
  void forgetsANewFileThatACrashLeftHalfWritten() throws InterruptedException, IOException {
    append(folder, records(5), 2);
    Files.write(folder.resolve("ledger.next"), new byte[] {'R', 'W', 'L'});
    assertEquals(records(5), read(folder));
    try (Ledger ledger = open(folder)) {
      ledger.renew(() -> records(2));
    }
    assertEquals(records(2), read(folder));
  }

  @Test
  void anUnknownKindOrVersionStopsTheStart() throws InterruptedException {
    append(folder, List.of(new LedgerRecord("finding", 2, "{}")), 1);
    var older =
        assertThrows(
            RingwallException.class,
            () -> Ledger.open(folder, Map.of("finding", 1), record -> {}, Thread::new));
    assertTrue(
        older.sentence().contains("'finding' of version 2; this one reads versions up to 1"),
        older::sentence);
    assertThrows(
        RingwallException.class,
        () -> Ledger.open(folder, Map.of("mode", 1), record -> {}, Thread::new));
  }

  @Test
  void isUsedByOneAtATime() {
    try (Ledger first = open(folder)) {
      var refused = assertThrows(RingwallException.class, () -> open(folder));
      assertTrue(refused.sentence().endsWith("is in use by another Ringwall"));
      assertEquals(0, first.tornBytes());
    }
  }

  /**
   * A process is killed at instants drawn from a seed; what it had said to be safe must be there.
   */
  @Test
  void losesNothingAcknowledgedWhenTheProcessIsKilled() throws Exception {
    var random = new Random(42);
    int acknowledged = 0;
    for (int round = 0; round < 3; round++) {
      acknowledged = killed(acknowledged, 50 + random.nextInt(200));
      List<LedgerRecord> read = read(folder);
      assertTrue(read.size() >= acknowledged, read.size() + " of " + acknowledged);
      assertEquals(records(read.size()), read);
      acknowledged = read.size();
    }
  }

  private int killed(int from, int millis) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Appender.class.getName(),
                folder.toString(),
                Integer.toString(from))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int last = from;
    try (BufferedReader lines = process.inputReader()) {
      String first = lines.readLine();
      assertEquals("begun", first);
      Thread.sleep(millis);
      process.toHandle().destroyForcibly();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = line.endsWith(".") ? Integer.parseInt(line.substring(0, line.length() - 1)) : last;
      }
    }
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return last;
  }

  /** Appends for ever, and prints how many records are safe. */
  static final class Appender {
    private Appender() {}

    public static void main(String[] arguments) throws InterruptedException {
      try (Ledger ledger = open(Path.of(arguments[0]))) {
        System.out.println("begun");
        for (int i = Integer.parseInt(arguments[1]); ; i++) {
          int safe = i + 1;
          ledger.append(record(i), () -> System.out.println(safe + "."));
        }
      }
    }
  }
}
