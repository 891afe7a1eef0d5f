package io.ringwall.plugin.falco;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.testkit.Recorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whatever the bytes, they are read or complained of, and nothing else happens. */
final class AlertLogFuzzTest {
  @FuzzTest
  void readsAnyLog(byte[] content) throws Exception {
    var factory = new AlertLogFactory();
    Path file = Files.createTempFile("fuzz", ".jsonl");
    try {
      Files.write(file, content);
      factory.recognises(content);
      var recorder = new Recorder("falco");
      for (CaptureSource source : factory.open(factory.defaults(), List.of(file), recorder)) {
        try (source) {
          source.run(recorder);
        }
      }
    } finally {
      Files.delete(file);
    }
  }
}
