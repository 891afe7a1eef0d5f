package io.ringwall.app.command;

import io.ringwall.app.text.Ink;
import io.ringwall.app.text.Page;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/**
 * Where a command writes: answers to standard output, all else to standard error.
 *
 * @param out standard output
 * @param err standard error
 * @param ink colours for standard output
 * @param errIsTerminal does somebody watch standard error
 * @param width columns of a page
 */
public record Terminal(
    PrintStream out, PrintStream err, Ink ink, boolean errIsTerminal, int width) {
  private static final int USUAL_WIDTH = 100;

  /**
   * What is known from the process's surroundings.
   *
   * @param terminals which of {@code out} and {@code err} are terminals
   * @param columns the terminal's width, empty when not known
   */
  public static Terminal of(
      PrintStream out,
      PrintStream err,
      Map<String, String> environment,
      List<String> terminals,
      String columns) {
    boolean plain =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("TERM", "").equals("dumb");
    return new Terminal(
        out,
        err,
        new Ink(terminals.contains("out") && !plain),
        terminals.contains("err") && !environment.getOrDefault("TERM", "").equals("dumb"),
        width(columns.isEmpty() ? environment.getOrDefault("COLUMNS", "") : columns));
  }

  private static int width(String columns) {
    return columns.matches("[1-9][0-9]{0,3}")
        ? Math.clamp(Integer.parseInt(columns), Page.NARROWEST, Page.WIDEST)
        : USUAL_WIDTH;
  }

  Page page() {
    return new Page(ink, width);
  }

  void print(Page page) {
    out.print(page.text());
    out.flush();
  }

  /** Tells something beside the answer, a line a sentence. */
  void tell(String sentences) {
    sentences.lines().forEach(line -> err.println("ringwall: " + line));
    err.flush();
  }
}
