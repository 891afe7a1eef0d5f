package io.ringwall.engine.rules;

import java.util.List;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * The parts of a rule that DRL's parser does not take apart, as tokens with offsets in the file.
 *
 * @param header between name and conditions
 * @param consequence between 'then' and 'end'
 */
record Regions(List<Token> header, List<Token> consequence) {

  static Regions of(String text, RuleDescr rule, int offset) {
    int end = Math.min(text.length(), rule.getEndCharacter() + 1);
    List<Token> tokens =
        Token.all(text.substring(0, Math.max(end, offset))).stream()
            .filter(token -> token.offset() >= offset)
            .toList();
    int when = index(tokens, "when", 0);
    int then = index(tokens, "then", Math.min(when, tokens.size() - 1));
    int from = Math.min(2, tokens.size());
    int last = tokens.size() - 1;
    return new Regions(
        tokens.subList(from, Math.max(from, Math.min(when, then))),
        tokens.subList(Math.min(then + 1, tokens.size()), Math.max(then + 1, last)));
  }

  private static int index(List<Token> tokens, String word, int from) {
    for (int i = Math.max(0, from); i < tokens.size(); i++) {
      if (tokens.get(i).is(word)) {
        return i;
      }
    }
    return tokens.size();
  }
}
