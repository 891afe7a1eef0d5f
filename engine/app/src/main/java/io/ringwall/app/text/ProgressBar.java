package io.ringwall.app.text;

import java.io.PrintStream;

/**
 * A bar on a terminal that shows how far something has come, on one line that is drawn anew. Where
 * there is no terminal it draws nothing.
 */
public final class ProgressBar implements AutoCloseable {
  private static final int BAR = 30;
  private static final String ERASE = "\r\u001b[2K";
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

  private final PrintStream terminal;
  private final boolean shown;
  private String drawn = "";

  /**
   * A bar that is not drawn yet.
   *
   * @param shown is there a terminal to draw on
   */
  public ProgressBar(PrintStream terminal, boolean shown) {
    this.terminal = terminal;
    this.shown = shown;
  }

  /**
   * Draws how far it has come.
   *
   * @param what what is being done
   * @param done how much is done
   * @param total of how much; 0 while that is not known
   * @param remark what stands after it
   */
  public void show(String what, long done, long total, String remark) {
    if (!shown) {
      return;
    }
    String line = line(what, done, total, remark);
    if (!line.equals(drawn)) {
      terminal.print(ERASE + line);
      terminal.flush();
      drawn = line;
    }
  }

  static String line(String what, long done, long total, String remark) {
    double part = total <= 0 ? 0 : Math.clamp((double) done / total, 0, 1);
    int eighths = (int) (part * BAR * 8);
    StringBuilder bar = new StringBuilder("█".repeat(eighths / 8));
    if (eighths % 8 > 0) {
      bar.append(EIGHTHS.charAt(eighths % 8));
    }
    String percent = String.format(java.util.Locale.ROOT, "%3d %%", (int) (part * 100));
    return Page.padded(what, 9)
        + " "
        + Page.padded(bar.toString(), BAR)
        + " "
        + percent
        + (remark.isEmpty() ? "" : "  " + remark);
  }

  /** Takes the bar away. */
  @Override
  public void close() {
    if (shown && !drawn.isEmpty()) {
      terminal.print(ERASE);
      terminal.flush();
      drawn = "";
    }
  }
}
