package io.ringwall.engine.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Accessors asked one after the other, as written in DRL: {@code process!.name}, {@code
 * text("user")}, {@code EdgeState.UNSEEN}.
 *
 * @param steps the names, first one first
 */
record Chain(List<Step> steps) {
  /**
   * One name of a chain.
   *
   * @param name the name
   * @param arguments its arguments' tokens, or null where it is not called
   * @param nullSafe is it asked by {@code !.}
   * @param offset where the name stands
   * @param dot where the sign before it stands; -1 for the first
   */
  record Step(String name, @Nullable List<Token> arguments, boolean nullSafe, int offset, int dot) {
    boolean called() {
      return arguments != null;
    }
  }

  /** A chain and the index of the token behind it. */
  record Read(Chain chain, int next) {}

  /** The chain that is all of this text, if it is one. */
  static Optional<Chain> whole(String text) {
    List<Token> tokens = Token.all(text);
    if (tokens.isEmpty() || !tokens.getFirst().isWord()) {
      return Optional.empty();
    }
    Read read = at(tokens, 0);
    return read.next() == tokens.size() ? Optional.of(read.chain()) : Optional.empty();
  }

  /** The chain that begins at this word. */
  static Read at(List<Token> tokens, int index) {
    List<Step> steps = new ArrayList<>();
    boolean nullSafe = false;
    int dot = -1;
    int at = index;
    while (true) {
      Token name = tokens.get(at);
      at++;
      List<Token> arguments = null;
      if (at < tokens.size() && tokens.get(at).is("(")) {
        int close = closing(tokens, at);
        arguments = tokens.subList(at + 1, Math.min(close, tokens.size()));
        at = Math.min(close + 1, tokens.size());
      }
      steps.add(new Step(name.text(), arguments, nullSafe, name.offset(), dot));
      boolean goesOn =
          at + 1 < tokens.size()
              && (tokens.get(at).is(".") || tokens.get(at).is("!."))
              && tokens.get(at + 1).isWord();
      if (!goesOn) {
        return new Read(new Chain(List.copyOf(steps)), at);
      }
      nullSafe = tokens.get(at).is("!.");
      dot = tokens.get(at).offset();
      at++;
    }
  }

  /** Index of the sign that closes the one at this index; behind the end where none does. */
  static int closing(List<Token> tokens, int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.is("(") || token.is("[") || token.is("{")) {
        depth++;
      } else if (token.is(")") || token.is("]") || token.is("}")) {
        depth--;
        if (depth == 0) {
          return i;
        }
      }
    }
    return tokens.size();
  }

  Step first() {
    return steps.getFirst();
  }
}
