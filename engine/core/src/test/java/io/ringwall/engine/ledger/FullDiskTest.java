package io.ringwall.engine.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.ringwall.engine.config.RingwallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger on a disk of 256 KiB that fills up, and that becomes read-only. */
@Tag("root")
final class FullDiskTest {
  private static final Map<String, Integer> KNOWN = Map.of("finding", 1);
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private Path disk;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectories(folder.resolve("disk"));
    if (run("mount", "-t", "tmpfs", "-o", "size=256k", "ringwall-test", disk.toString()) != 0) {
      String missing = "a disk of its own cannot be mounted: that needs root";
      if (System.getProperty("ringwall.require", "").equals("all")) {
        fail(missing);
      }
      abort(missing);
    }
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", "--lazy", disk.toString());
  }

  private static int run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    return process.exitValue();
  }

  /** Tries again every 10 ms, and lets the test wait for either end of the trouble. */
  private static final class Patient implements DiskTrouble {
    private final CountDownLatch began = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public Duration failed(IOException problem, int tries) {
      began.countDown();
      return Duration.ofMillis(10);
    }

    @Override
    public void over() {
      ended.countDown();
    }
  }

  private static LedgerRecord record(int number) {
    return new LedgerRecord("finding", 1, "{\"n\":" + number + "}");
  }

  private List<LedgerRecord> read() {
    List<LedgerRecord> records = new ArrayList<>();
    Ledger.open(disk, KNOWN, records::add, Thread::new).close();
    return records;
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertTrue(latch.await(DEADLINE.toSeconds(), TimeUnit.SECONDS));
  }

  @Test
  void waitsWhileTheDiskIsFullAndLosesNothing() throws Exception {
    var patient = new Patient();
    List<Integer> safe = new ArrayList<>();
    Path filler = disk.resolve("filler");
    try (Ledger ledger = Ledger.open(disk, KNOWN, record -> {}, Thread::new, patient)) {
      ledger.append(record(0), () -> safe.add(0));
      ledger.sync();
      fill(filler);
      // More than what is left of the last page.
      for (int i = 1; i < 500; i++) {
        int number = i;
        ledger.append(record(i), () -> safe.add(number));
      }
      await(patient.began);
      Files.delete(filler);
      await(patient.ended);
      ledger.sync();
    }
    List<Integer> all = IntStream.range(0, 500).boxed().toList();
    assertEquals(all, safe);
    assertEquals(all.stream().map(FullDiskTest::record).toList(), read());
  }

  private static void fill(Path filler) throws IOException {
    byte[] page = new byte[4096];
    try (var out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(page);
      }
    } catch (IOException full) {
      assertTrue(Files.size(filler) > 0, full::toString);
    }
  }

  @Test
  void whoClosesDoesNotWaitForADisk() throws Exception {
    var patient = new Patient();
    try (Ledger ledger = Ledger.open(disk, KNOWN, record -> {}, Thread::new, patient)) {
      ledger.append(record(0));
      ledger.sync();
      fill(disk.resolve("filler"));
      for (int i = 1; i < 500; i++) {
        ledger.append(record(i));
      }
      await(patient.began);
      assertTrue(!ledger.sync(Duration.ofMillis(50)));
    }
    Files.delete(disk.resolve("filler"));
    assertEquals(record(0), read().getFirst());
  }

  @Test
  void growsOnWhereNoNewFileCanBeBegun() throws Exception {
    var told = new CountDownLatch(1);
    var trouble =
        new DiskTrouble() {
          @Override
          public Duration failed(IOException problem, int tries) {
            return Duration.ofMillis(10);
          }

          @Override
          public void notRenewed(IOException problem) {
            told.countDown();
          }
        };
    List<LedgerRecord> large =
        List.of(new LedgerRecord("finding", 1, "\"" + "x".repeat(300_000) + "\""));
    try (Ledger ledger = Ledger.open(disk, KNOWN, record -> {}, Thread::new, trouble)) {
      ledger.append(record(0));
      ledger.renew(() -> large);
      await(told);
      ledger.append(record(1));
      ledger.sync();
    }
    assertEquals(List.of(record(0), record(1)), read());
  }

  @Test
  void saysThatADiskIsReadOnly() throws Exception {
    assertEquals(0, run("mount", "-o", "remount,ro", disk.toString()));
    var refused = assertThrows(RingwallException.class, this::read);
    assertTrue(
        refused.sentence().endsWith("cannot be opened: Read-only file system"), refused::sentence);
  }
}
