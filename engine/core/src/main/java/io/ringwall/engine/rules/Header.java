package io.ringwall.engine.rules;

import io.ringwall.sdk.finding.AttackTechnique;
import io.ringwall.sdk.finding.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a rule's name and its conditions: annotations and attributes.
 *
 * @param severity from {@code @severity}; MEDIUM where not said
 * @param attack from {@code @attack}
 * @param references from {@code @reference}
 * @param salience from {@code salience}; 0 where not said
 * @param inline was it marked {@code @inline}
 */
record Header(
    Severity severity,
    List<AttackTechnique> attack,
    List<String> references,
    int salience,
    boolean inline) {

  /** Reads a header and says what is wrong with it. */
  static Header read(DrlFile file, List<Token> tokens) {
    return new Reader(file, tokens).read();
  }

  private static final class Reader {
    private static final List<String> ANNOTATIONS =
        List.of("severity", "attack", "reference", "inline");

    private final DrlFile file;
    private final List<Token> tokens;
    private final Set<String> seen = new HashSet<>();
    private Severity severity = Severity.MEDIUM;
    private final List<AttackTechnique> attack = new ArrayList<>();
    private final List<String> references = new ArrayList<>();
    private int salience;
    private boolean inline;

    Reader(DrlFile file, List<Token> tokens) {
      this.file = file;
      this.tokens = tokens;
    }

    Header read() {
      int at = 0;
      while (at < tokens.size()) {
        Token token = tokens.get(at);
        if (token.is("@") && at + 1 < tokens.size()) {
          at = annotation(at + 1);
        } else if (token.is("salience")) {
          at = salience(at + 1);
        } else {
          at = attribute(at);
        }
      }
      return new Header(severity, List.copyOf(attack), List.copyOf(references), salience, inline);
    }

    private int annotation(int at) {
      Token name = tokens.get(at);
      boolean arguments = at + 1 < tokens.size() && tokens.get(at + 1).is("(");
      int close = arguments ? Chain.closing(tokens, at + 1) : at;
      List<Token> given = arguments ? tokens.subList(at + 2, Math.max(at + 2, close)) : List.of();
      if (!ANNOTATIONS.contains(name.text())) {
        file.error(
            name.offset(),
            "there is no annotation @" + name.text() + Suggestion.of(name.text(), ANNOTATIONS));
      } else if (!seen.add(name.text())) {
        file.error(
            name.offset(),
            "@" + name.text() + " stands here twice, and only the first would count");
      } else {
        value(name, given);
      }
      return close + 1;
    }

    private void value(Token name, List<Token> given) {
      if (given.stream().anyMatch(token -> token.is("{"))) {
        file.error(
            name.offset(), "expected one value of @" + name.text() + ", found a list in braces");
        return;
      }
      switch (name.text()) {
        case "severity" -> severity(name, given);
        case "attack" -> text(name, given, "T1046, T1595.001").forEach(id -> attack(name, id));
        case "reference" -> references.addAll(text(name, given, "https://example.org/why"));
        default -> inline(given);
      }
    }

    private void inline(List<Token> given) {
      inline = true;
      if (!given.isEmpty()) {
        file.error(given.getFirst().offset(), "expected @inline alone, found a value of it");
      }
    }

    private void severity(Token name, List<Token> given) {
      List<String> known = Arrays.stream(Severity.values()).map(Enum::name).toList();
      String word = given.isEmpty() ? "" : given.getLast().text().replace("\"", "");
      if (known.contains(word)) {
        severity = Severity.valueOf(word);
        return;
      }
      file.error(
          given.isEmpty() ? name.offset() : given.getFirst().offset(),
          "expected one of "
              + String.join(", ", known)
              + ", found '"
              + word
              + "'"
              + Suggestion.nearest(word, known)
                  .map(near -> "; did you mean '" + near + "'?")
                  .orElse(""));
    }

    /** The parts of one comma-separated text. */
    private List<String> text(Token name, List<Token> given, String example) {
      String text = given.size() == 1 ? Token.unquote(given.getFirst().text()) : null;
      if (text == null || !given.getFirst().isText()) {
        file.error(
            given.isEmpty() ? name.offset() : given.getFirst().offset(),
            "expected one text, such as @" + name.text() + "(\"" + example + "\")");
        return List.of();
      }
      return Arrays.stream(text.split(",\\s*")).map(String::trim).toList();
    }

    private void attack(Token name, String id) {
      try {
        attack.add(new AttackTechnique(id));
      } catch (IllegalArgumentException e) {
        file.error(name.offset(), "@attack: " + e.getMessage());
      }
    }

    private int salience(int at) {
      boolean negative = at < tokens.size() && tokens.get(at).is("-");
      int number = negative ? at + 1 : at;
      if (number < tokens.size() && tokens.get(number).text().matches("[0-9]{1,9}")) {
        int value = Integer.parseInt(tokens.get(number).text());
        salience = negative ? -value : value;
        return number + 1;
      }
      file.error(
          at < tokens.size() ? tokens.get(at).offset() : tokens.getLast().offset(),
          "expected a whole number as salience, known when the rule is loaded");
      return tokens.size();
    }

    private int attribute(int at) {
      Token token = tokens.get(at);
      Token next = at + 1 < tokens.size() ? tokens.get(at + 1) : null;
      String name = hyphenated(token, next, at);
      file.error(
          token.offset(),
          "expected an annotation or 'salience', found '"
              + name
              + "': the engine alone decides when and how often a rule is judged");
      return tokens.size();
    }

    private String hyphenated(Token token, @Nullable Token next, int at) {
      boolean joined =
          next != null && next.is("-") && at + 2 < tokens.size() && next.offset() == token.end();
      return joined ? token.text() + "-" + tokens.get(at + 2).text() : token.text();
    }
  }
}
