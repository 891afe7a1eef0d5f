package io.ringwall.app.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines of text of at most a given width. Used by one thread. */
public final class Page {
  /** The narrowest page that is laid out. */
  public static final int NARROWEST = 80;

  /** Wider lines are hard to read. */
  public static final int WIDEST = 120;

  private static final Pattern CODE = Pattern.compile("\u001b\\[[0-9;]*m");
  private static final int LABEL = 11;

  private final StringBuilder text = new StringBuilder(4_096);
  private final Ink ink;
  private final int width;

  /** An empty page. */
  public Page(Ink ink, int width) {
    this.ink = ink;
    this.width = Math.clamp(width, NARROWEST, WIDEST);
  }

  Ink ink() {
    return ink;
  }

  int width() {
    return width;
  }

  /** A line as it is. */
  public void line(String line) {
    text.append(line.stripTrailing()).append('\n');
  }

  /** An empty line, unless the last one is empty. */
  public void blank() {
    if (!text.isEmpty() && text.charAt(text.length() - 1) == '\n' && !endsBlank()) {
      text.append('\n');
    }
  }

  private boolean endsBlank() {
    return text.length() > 1 && text.charAt(text.length() - 2) == '\n';
  }

  /** A title over what follows. */
  public void heading(String title) {
    blank();
    line(ink.bold(title));
  }

  /**
   * Text over as many lines as it needs.
   *
   * @param first what the first line begins with
   * @param other what the other lines begin with
   */
  void wrapped(String first, String other, String words) {
    String begin = first;
    for (String part : wrap(words, width - Math.max(wide(first), wide(other)))) {
      line(begin + part);
      begin = other;
    }
  }

  /** A name and what it stands for, over as many lines as that needs. */
  void field(String indent, String label, String words) {
    field(indent, label, LABEL, words);
  }

  /** The same with another room for the name. */
  void field(String indent, String label, int room, String words) {
    if (!words.isEmpty()) {
      String name = ink.dim(padded(label, room)) + " ";
      wrapped(indent + name, indent + " ".repeat(room + 1), words);
    }
  }

  /** A name and a command line. */
  void command(String indent, String label, String words) {
    String name = ink.dim(padded(label, LABEL)) + " $ ";
    wrapped(indent + name, indent + " ".repeat(LABEL + 3), words);
  }

  private static List<String> wrap(String words, int room) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : words.split(" ", -1)) {
      String rest = word;
      boolean fits = wide(line) + (line.isEmpty() ? 0 : 1) + wide(rest) <= room;
      if (!fits && !line.isEmpty()) {
        lines.add(line.toString());
        line.setLength(0);
      }
      while (wide(rest) > room && !CODE.matcher(rest).find()) {
        int cut = rest.offsetByCodePoints(0, room);
        lines.add(rest.substring(0, cut));
        rest = rest.substring(cut);
      }
      line.append(line.isEmpty() ? "" : " ").append(rest);
    }
    lines.add(line.toString());
    return lines;
  }

  /** How many columns a text takes. */
  static int wide(CharSequence text) {
    Matcher codes = CODE.matcher(text);
    int columns = Character.codePointCount(text, 0, text.length());
    while (codes.find()) {
      columns -= codes.end() - codes.start();
    }
    return columns;
  }

  /** A text with spaces after it, so that it takes so many columns. */
  static String padded(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - wide(text)));
  }

  /** A text cut to so many columns; it must not be coloured. */
  static String cut(String text, int columns) {
    if (wide(text) <= columns) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, Math.max(0, columns - 1))) + "…";
  }

  /** All lines. */
  public String text() {
    return text.toString();
  }
}
