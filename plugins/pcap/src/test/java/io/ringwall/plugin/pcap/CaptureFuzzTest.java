package io.ringwall.plugin.pcap;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ringwall.sdk.plugin.PluginException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whatever the file, it is read or refused in a sentence, and nothing else happens. */
final class CaptureFuzzTest {
  @FuzzTest
  void readsAnyFile(byte[] content) throws Exception {
    Path file = Files.createTempFile("fuzz", ".pcap");
    try {
      new CaptureRecordings().recognises(content);
      Replayed.replay(Files.write(file, content));
    } catch (PluginException e) {
      if (e.category() != PluginException.Category.INPUT) {
        throw e;
      }
    } finally {
      Files.delete(file);
    }
  }
}
