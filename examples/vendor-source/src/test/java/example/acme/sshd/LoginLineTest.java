package example.acme.sshd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.plugin.Diagnostics;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LoginLineTest {
  private static final String AT = "2026-11-25T18:00:01.123456+01:00 web1 sshd[812]: ";

  private final Map<String, Long> counted = new TreeMap<>();

  private @Nullable CustomEvent read(String line) {
    return LoginLine.read(line, new Origin("web1", "acme-sshd", "e"), 7, new Counting());
  }

  @Test
  void readsAFailedLoginOfAnUnknownUser() {
    CustomEvent login =
        read(AT + "Failed password for invalid user a b from 2001:db8::1 port 40022 ssh2");
    assertEquals("2026-11-25T17:00:01.123456Z", login.time().toString());
    assertEquals("2001:db8::1", login.originator().address().toString());
    assertEquals(40_022, login.originator().port());
    assertEquals(
        Map.of("outcome", "failed", "method", "password", "user", "a b", "unknown-user", true),
        login.attributes());
  }

  /** The name comes from the client, which may choose one that reads like the rest of the line. */
  @Test
  void isNotMisledByAUserName() {
    CustomEvent login =
        read(
            AT
                + "Failed password for invalid user x from 10.0.0.1 port 1 ssh2 from 192.0.2.7"
                + " port 40022 ssh2");
    assertEquals("192.0.2.7", login.originator().address().toString());
  }

  @Test
  void countsWhatItCannotRead() {
    assertNull(read(AT + "Failed password for root from nowhere port 1 ssh2"));
    assertNull(read(AT + "Failed password for ro"));
    assertNull(read("no line of sshd's"));
    assertNull(read(AT + "Received disconnect from 192.0.2.7 port 40022:11:"));
    assertEquals(
        Map.of(
            "malformed time-or-address", 1L,
            "malformed login-cut", 1L,
            "malformed not-of-sshd", 1L,
            "other-lines", 1L),
        counted);
  }

  private final class Counting implements Diagnostics {
    @Override
    public void malformed(String reason, long count) {
      counted.merge("malformed " + reason, count, Long::sum);
    }

    @Override
    public void dropped(String reason, long count) {
      counted.merge("dropped " + reason, count, Long::sum);
    }

    @Override
    public void count(String what, long count) {
      counted.merge(what, count, Long::sum);
    }

    @Override
    public void remark(String sentence) {}

    @Override
    public void progress(long done, long total) {}
  }
}
