package example.acme.sshd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.testkit.Recorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LoginLineTest {
  private static final String AT = "2026-11-25T18:00:01.123456+01:00 web1 sshd[812]: ";

  @TempDir private Path folder;

  private Recorder read(String... lines) throws Exception {
    Path log = Files.write(folder.resolve("auth.log"), List.of(lines));
    var factory = new RecordedLogFactory();
    var recorder = new Recorder("acme-sshd-log");
    for (CaptureSource source : factory.open(factory.defaults(), List.of(log), recorder)) {
      try (source) {
        source.run(recorder);
      }
    }
    return recorder;
  }

  private CustomEvent login(String line) throws Exception {
    return read(line).events(CustomEvent.class).getFirst();
  }

  @Test
  void readsAFailedLoginOfAnUnknownUser() throws Exception {
    CustomEvent login =
        login(AT + "Failed password for invalid user a b from 2001:db8::1 port 40022 ssh2");
    assertEquals("2026-11-25T17:00:01.123456Z", login.time().toString());
    assertEquals("2001:db8::1", login.originator().address().toString());
    assertEquals(40_022, login.originator().port());
    assertEquals(
        Map.of("outcome", "failed", "method", "password", "user", "a b", "unknown-user", true),
        login.attributes());
  }

  /** The name comes from the client, which may choose one that reads like the rest of the line. */
  @Test
  void isNotMisledByAUserName() throws Exception {
    CustomEvent login =
        login(
            AT
                + "Failed password for invalid user x from 10.0.0.1 port 1 ssh2 from 192.0.2.7"
                + " port 40022 ssh2");
    assertEquals("192.0.2.7", login.originator().address().toString());
  }

  @Test
  void countsWhatItCannotRead() throws Exception {
    Recorder told =
        read(
            AT + "Failed password for root from nowhere port 1 ssh2",
            AT + "Failed password for ro",
            "no line of sshd's",
            AT + "Received disconnect from 192.0.2.7 port 40022:11:");
    assertEquals(
        Map.of("time-or-address", 1L, "login-cut", 1L, "not-of-sshd", 1L), told.malformed());
    assertEquals(Map.of("lines", 4L, "other-lines", 1L), told.counted());
    assertEquals(3, told.remarks().size());
  }
}
