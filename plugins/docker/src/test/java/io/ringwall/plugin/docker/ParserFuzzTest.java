package io.ringwall.plugin.docker;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.testkit.Recorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Whatever the bytes, they are read or complained of, and nothing else happens. */
final class ParserFuzzTest {
  @FuzzTest
  void readsAnyInventory(byte[] content) throws Exception {
    in(docker -> {
      var recorder = new Recorder("docker");
      try {
        docker.inventory(content, recorder);
      } catch (PluginException e) {
        if (e.category() != PluginException.Category.INPUT) {
          throw e;
        }
      }
    });
  }

  @FuzzTest
  void readsAnyLog(byte[] content) throws Exception {
    in(docker -> docker.log(content));
  }

  private interface Use {
    void of(Docker docker) throws Exception;
  }

  private static void in(Use use) throws Exception {
    Path folder = Files.createTempDirectory("fuzz");
    try {
      use.of(new Docker(folder));
    } finally {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }
}
