package example.acme.sshd;

import io.ringwall.testkit.contract.CaptureSourceContract;
import io.ringwall.testkit.contract.LiveScene;
import io.ringwall.testkit.contract.PluginContract;
import io.ringwall.testkit.contract.RecordingContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The contract of Ringwall's plugin interface. */
final class SshdContractTest {
  @TestFactory
  Stream<DynamicTest> plugin() {
    return PluginContract.of(SshdPlugin.class).tests();
  }

  @TestFactory
  Stream<DynamicTest> recording() {
    return RecordingContract.of(
            SshdPlugin.class, "acme-sshd-log", Path.of("src/test/resources/auth.log"))
        .tests();
  }

  @TestFactory
  Stream<DynamicTest> source() {
    return CaptureSourceContract.of(SshdPlugin.class, "acme-sshd", Log::in).tests();
  }

  /** A log that grows. */
  private record Log(Path file) implements LiveScene {
    static Log in(Path folder) throws IOException {
      Path file = folder.resolve("auth.log");
      Files.writeString(file, Instant.now() + " web1 sshd[1]: Server listening on :: port 22.\n");
      return new Log(file);
    }

    @Override
    public String configuration() {
      return "{path: " + file + ", interval: 20ms}";
    }

    @Override
    public void happen(int number) throws IOException {
      append(
          "%s web1 sshd[%d]: Failed password for root from 192.0.2.7 port 40022 ssh2\n"
              .formatted(Instant.now(), number + 2));
    }

    @Override
    public boolean spoil() throws IOException {
      append("\u0000\u0001 no line of sshd's\n" + "x".repeat(100_000) + "\n");
      return true;
    }

    private void append(String text) throws IOException {
      Files.writeString(file, text, StandardOpenOption.APPEND);
    }
  }
}
