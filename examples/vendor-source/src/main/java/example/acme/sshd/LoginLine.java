package example.acme.sshd;

import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.plugin.Diagnostics;
import io.ringwall.sdk.source.BadLine;
import io.ringwall.sdk.source.LineParser;
import io.ringwall.sdk.source.LogLine;
import io.ringwall.sdk.source.LogLines;
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
final class LoginLine implements LineParser {
  private static final Pattern LINE =
      Pattern.compile("(\\S{20,35}) \\S+ sshd(?:-session)?\\[\\d+\\]: (.*)");
  private static final Pattern LOGIN =
      Pattern.compile(
          "(Accepted|Failed) (\\S+) for (invalid user )?(.{0,256}) from (\\S+) port"
              + " (\\d{1,5})\\b.*");
  private static final Pattern LOOKS_LIKE_IT = Pattern.compile("(Accepted|Failed) \\S+ for .*");

  private final Origin origin;
  private final Diagnostics diagnostics;

  LoginLine(Origin origin, Diagnostics diagnostics) {
    this.origin = origin;
    this.diagnostics = diagnostics;
  }

  /** Does a line in these bytes come from sshd. */
  static boolean recognises(byte[] head) {
    return LogLines.anyIn(head, line -> LINE.matcher(line.text()).matches());
  }

  @Override
  public @Nullable CustomEvent parse(LogLine read) throws BadLine {
    Matcher line = LINE.matcher(read.text());
    if (!line.matches()) {
      throw new BadLine("not-of-sshd", "is no line of sshd's");
    }
    Matcher login = LOGIN.matcher(line.group(2));
    if (!login.matches()) {
      if (LOOKS_LIKE_IT.matcher(line.group(2)).matches()) {
        throw new BadLine("login-cut", "tells of a login and is cut off");
      }
      diagnostics.count("other-lines", 1);
      return null;
    }
    try {
      return event(line.group(1), login, read.offset());
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new BadLine("time-or-address", "has no time or no address: " + e.getMessage());
    }
  }

  private CustomEvent event(String time, Matcher login, long position) {
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
