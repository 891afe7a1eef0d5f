package example.acme.sshd;

import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.plugin.Diagnostics;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of sshd as rsyslog and journald write them with RFC 3339 times, such as {@code
 * 2026-11-25T18:00:01.123456+00:00 web1 sshd[812]: Failed password for root from 192.0.2.7 port
 * 40022 ssh2}.
 */
final class LoginLine {
  private static final Pattern LINE =
      Pattern.compile("(\\S{20,35}) \\S+ sshd(?:-session)?\\[\\d+\\]: (.*)");
  private static final Pattern LOGIN =
      Pattern.compile(
          "(Accepted|Failed) (\\S+) for (invalid user )?(.{0,256}) from (\\S+) port"
              + " (\\d{1,5})\\b.*");
  private static final Pattern LOOKS_LIKE_IT = Pattern.compile("(Accepted|Failed) \\S+ for .*");

  private LoginLine() {}

  /** Does a line in these bytes come from sshd. */
  static boolean recognises(byte[] head) {
    return new String(head, StandardCharsets.UTF_8)
        .lines()
        .anyMatch(line -> LINE.matcher(line).matches());
  }

  /**
   * The login that a line tells of, or null.
   *
   * @param position where the line begins in its file: it is the event's sequence, so that the
   *     engine knows the event again when the file is read again
   */
  static @Nullable CustomEvent read(
      String text, Origin origin, long position, Diagnostics diagnostics) {
    Matcher line = LINE.matcher(text);
    if (!line.matches()) {
      if (!text.isBlank()) {
        diagnostics.malformed("not-of-sshd", 1);
      }
      return null;
    }
    Matcher login = LOGIN.matcher(line.group(2));
    if (!login.matches()) {
      if (LOOKS_LIKE_IT.matcher(line.group(2)).matches()) {
        diagnostics.malformed("login-cut", 1);
      } else {
        diagnostics.count("other-lines", 1);
      }
      return null;
    }
    try {
      return event(line.group(1), login, origin, position);
    } catch (DateTimeException | IllegalArgumentException e) {
      diagnostics.malformed("time-or-address", 1);
      return null;
    }
  }

  private static CustomEvent event(String time, Matcher login, Origin origin, long position) {
    int port = Integer.parseInt(login.group(6));
    if (port > 65_535) {
      throw new IllegalArgumentException("port " + port);
    }
    Instant at = OffsetDateTime.parse(time).toInstant();
    return CustomEvent.builder(origin, position, at)
        .type(SshdPlugin.LOGIN)
        .originator(Endpoint.builder().address(IpAddress.parse(login.group(5))).port(port).build())
        .attributes(
            Map.of(
                "outcome",
                login.group(1).equals("Accepted") ? "accepted" : "failed",
                "method",
                login.group(2),
                "user",
                login.group(4),
                "unknown-user",
                login.group(3) != null))
        .build();
  }
}
