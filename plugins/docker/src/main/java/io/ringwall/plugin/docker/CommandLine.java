package io.ringwall.plugin.docker;

import java.util.List;
import java.util.regex.Pattern;

/** A program and its arguments as one text that a shell would read as them. */
final class CommandLine {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./~^-]+");

  private CommandLine() {}

  static String of(String program, List<String> arguments) {
    var line = new StringBuilder(quoted(program));
    for (String argument : arguments) {
      line.append(' ').append(quoted(argument));
    }
    return line.toString();
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
