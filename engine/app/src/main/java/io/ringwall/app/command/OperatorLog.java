package io.ringwall.app.command;

import io.ringwall.app.text.LogText;
import io.ringwall.engine.route.Notices;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.FindingStatus;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** Tells an operator on one stream, a line each, as text or as JSON. Safe for any thread. */
final class OperatorLog implements Notices {
  private final PrintStream out;
  private final InstantSource clock;
  private final boolean json;

  OperatorLog(PrintStream out, InstantSource clock, boolean json) {
    this.out = out;
    this.clock = clock;
    this.json = json;
  }

  @Override
  public void tell(Level level, String about, String sentence) {
    sentence.lines().forEach(line -> write(level, about, line));
  }

  /** What changes only numbers is no news. */
  @Override
  public void finding(Finding finding) {
    boolean news = finding.revision() == 1 || finding.status() == FindingStatus.WITHDRAWN;
    if (news && finding.status() != FindingStatus.SUPPRESSED) {
      String word = finding.status() == FindingStatus.WITHDRAWN ? "withdrawn: " : "";
      write(
          Level.WARN,
          finding.kind().name().toLowerCase(Locale.ROOT),
          word
              + finding.severity()
              + " "
              + finding.title()
              + ": "
              + finding.message()
              + " ["
              + finding.id()
              + "]");
    }
  }

  private void write(Level level, String about, String sentence) {
    Instant now = clock.instant();
    String line =
        json
            ? LogText.json(now, level.name(), about, sentence)
            : LogText.line(now, level.name(), about, sentence);
    synchronized (out) {
      out.print(line + "\n");
      out.flush();
    }
  }
}
