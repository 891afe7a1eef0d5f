package io.ringwall.app;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A disk of a few megabytes, which fills up. It needs root; tests that miss that skip. */
final class SmallDisk implements AutoCloseable {
  private static final int PAGE = 4096;

  private final Path at;

  private SmallDisk(Path at) {
    this.at = at;
  }

  static SmallDisk mount(Path at, String size) throws IOException, InterruptedException {
    if (run("mount", "-t", "tmpfs", "-o", "size=" + size, "ringwall-test", at.toString()) != 0) {
      String missing = "a disk of its own cannot be mounted: that needs root";
      if (System.getProperty("ringwall.require", "").equals("all")) {
        fail(missing);
      }
      abort(missing);
    }
    return new SmallDisk(at);
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

  void fill() throws IOException {
    byte[] page = new byte[PAGE];
    try (OutputStream out = Files.newOutputStream(filler())) {
      while (true) {
        out.write(page);
      }
    } catch (IOException full) {
      assertTrue(Files.size(filler()) > 0, full::toString);
    }
  }

  private Path filler() {
    return at.resolve("filler");
  }

  void free() throws IOException {
    Files.delete(filler());
  }

  @Override
  public void close() throws IOException {
    try {
      run("umount", "--lazy", at.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
