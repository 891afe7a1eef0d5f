package io.ringwall.engine.ledger;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ringwall.engine.config.RingwallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What lies where the ledger should be may be anything. */
final class LedgerFuzzTest {
  private static final Map<String, Integer> KNOWN = Map.of("finding", 1);

  @FuzzTest
  void opensAnyFileOrSaysWhatIsWrong(byte[] bytes) throws IOException {
    Path folder = Files.createTempDirectory("ledger-fuzz");
    Path file = folder.resolve("ledger.log");
    Files.write(file, bytes);
    try (LedgerFile opened = LedgerFile.open(file, KNOWN, record -> {})) {
      if (opened.tornBytes() < 0) {
        throw new AssertionError("cut less than nothing");
      }
    } catch (RingwallException e) {
      if (e.sentence().isBlank()) {
        throw new AssertionError(e);
      }
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }
}
