package io.ringwall.engine.rules;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.ParserError;

/** Says in a sentence what the DRL parser says in its own words. */
final class SyntaxErrors {
  private static final Pattern MISMATCHED = Pattern.compile("mismatched input '([^']*)'");
  private static final Pattern RULE = Pattern.compile("in rule \"([^\"]*)\"");
  private static final List<String> STATEMENTS =
      List.of("package", "import", "function", "rule", "declare", "global", "query");

  private SyntaxErrors() {}

  static void report(DrlFile file, List<DroolsError> errors) {
    for (DroolsError error : errors) {
      int line = error instanceof ParserError at ? at.getRow() : -1;
      int column = error instanceof ParserError at ? at.getCol() : 0;
      int offset = line > 0 ? file.offset(line, column + 1) : 0;
      file.error(offset, sentence(file, offset, error.getMessage()));
    }
    if (errors.isEmpty()) {
      file.error(0, "this is no DRL");
    }
  }

  private static String sentence(DrlFile file, int offset, String message) {
    Matcher mismatched = MISMATCHED.matcher(message);
    String found = mismatched.find() ? mismatched.group(1) : "";
    Matcher rule = RULE.matcher(message);
    String where = rule.find() ? " in rule \"" + rule.group(1) + "\"" : "";
    if (found.equals("@")) {
      return "expected 'when', found '@'" + where + ": annotations stand before attributes";
    }
    if (found.equals("=")) {
      return "expected a comparison, found '='" + where + "; did you mean '=='?";
    }
    String open = open(file, offset);
    if (!open.isEmpty()) {
      return "expected " + open + (found.isEmpty() ? "" : ", found '" + found + "'") + where;
    }
    if (message.contains("expecting one of the following tokens")) {
      return "expected one of "
          + String.join(", ", STATEMENTS.subList(0, 4))
          + ", found '"
          + found
          + "'"
          + Suggestion.nearest(found, STATEMENTS)
              .map(word -> "; did you mean '" + word + "'?")
              .orElse("");
    }
    return "this is no DRL"
        + where
        + (found.isEmpty() ? ": " + plain(message) : ": '" + found + "' cannot stand here");
  }

  /** The bracket that is still open before this place, in the rule it lies in. */
  private static String open(DrlFile file, int offset) {
    List<Token> tokens =
        Token.all(file.text().substring(0, Math.min(offset, file.text().length())));
    int depth = 0;
    int opened = -1;
    for (Token token : tokens) {
      if (token.is("rule")) {
        depth = 0;
      } else if (token.is("(")) {
        opened = depth == 0 ? token.offset() : opened;
        depth++;
      } else if (token.is(")")) {
        depth--;
      }
    }
    return depth <= 0 ? "" : "')' for the '(' of line " + file.line(opened);
  }

  private static String plain(String message) {
    return message.replaceFirst("^\\[ERR \\d+\\]\\s*", "").replaceFirst("^Line \\d+:\\d+\\s*", "");
  }
}
