package io.ringwall.engine.rules;

import com.google.re2j.PatternSyntaxException;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.rules.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Checks one constraint of a pattern: that everything asked exists, is spelt right, and may be
 * absent only where that is said.
 */
final class ConstraintCheck {
  private static final Set<String> OPERATORS =
      Set.of(
          "in",
          "not",
          "contains",
          "excludes",
          "memberOf",
          "matches",
          "soundslike",
          "str",
          "after",
          "before",
          "coincides",
          "during",
          "finishes",
          "finishedby",
          "includes",
          "meets",
          "metby",
          "overlaps",
          "overlappedby",
          "starts",
          "startedby",
          "new",
          "true",
          "false",
          "null",
          "this",
          "instanceof",
          "over",
          "window",
          "time",
          "length");

  private final DrlFile file;
  private final Class<?> fact;
  private final Map<String, Optional<Class<?>>> bindings;
  private final String expression;
  private final int start;
  private final boolean verbatim;
  private final List<Token> tokens;

  /**
   * A check of this constraint.
   *
   * @param fact what the pattern matches
   * @param bindings variables known so far with their types; new ones are added
   * @param start where the constraint stands in the file
   */
  ConstraintCheck(
      DrlFile file,
      Class<?> fact,
      Map<String, Optional<Class<?>>> bindings,
      String expression,
      int start) {
    this.file = file;
    this.fact = fact;
    this.bindings = bindings;
    this.expression = expression;
    this.start = start;
    this.verbatim = file.text().startsWith(expression, start);
    this.tokens = Token.all(expression);
  }

  void run() {
    int at = 0;
    while (at < tokens.size()) {
      at = check(at);
    }
  }

  private int check(int at) {
    Token token = tokens.get(at);
    if (token.is("[")) {
      return Chain.closing(tokens, at) + 1;
    }
    if (!token.isWord()) {
      return at + 1;
    }
    boolean called = at + 1 < tokens.size() && tokens.get(at + 1).is("(");
    boolean binding =
        at + 1 < tokens.size() && (tokens.get(at + 1).is(":") || tokens.get(at + 1).is(":="));
    if (binding) {
      return bind(at);
    }
    if (token.is("matches")) {
      error(
          token,
          "expected text.matches(…), found 'matches', whose expressions a hostile text can make"
              + " overflow the stack; write text.matches(field, \"expression\")");
      return at + 1;
    }
    boolean operator =
        OPERATORS.contains(token.text()) && !(called && !List.of("in").contains(token.text()));
    if (operator && !token.is("this")) {
      return at + 1;
    }
    return chain(at);
  }

  private int bind(int at) {
    String name = tokens.get(at).text();
    if (at + 2 >= tokens.size() || !tokens.get(at + 2).isWord()) {
      bindings.put(name, Optional.empty());
      return at + 2;
    }
    Chain.Read read = Chain.at(tokens, at + 2);
    Optional<Class<?>> type = resolve(read.chain(), at + 2);
    bindings.put(name, type);
    return afterArguments(read);
  }

  private int chain(int at) {
    Chain.Read read = Chain.at(tokens, at);
    Optional<Class<?>> ignored = resolve(read.chain(), at);
    return afterArguments(read);
  }

  /** Arguments are expressions of their own. */
  private int afterArguments(Chain.Read read) {
    for (Chain.Step step : read.chain().steps()) {
      List<Token> arguments = step.arguments();
      if (arguments != null && !arguments.isEmpty()) {
        String inner =
            expression.substring(arguments.getFirst().offset(), arguments.getLast().end());
        int innerStart = verbatim ? start + arguments.getFirst().offset() : start;
        new ConstraintCheck(file, fact, bindings, inner, innerStart).run();
      }
    }
    return read.next();
  }

  private Optional<Class<?>> resolve(Chain chain, int at) {
    Chain.Step first = chain.first();
    Token token = tokens.get(at);
    if (first.name().equals("this") && !first.called()) {
      return walk(fact, chain, 1);
    }
    Optional<Class<?>> bound = bindings.get(first.name());
    if (bound != null) {
      return bound.flatMap(type -> walk(type, chain, 1));
    }
    boolean follows = chain.steps().size() > 1 && !first.called();
    Class<?> global = Vocabulary.GLOBALS.get(first.name());
    boolean own = Vocabulary.accessor(fact, first.name(), first.called()).isPresent();
    if (global != null && follows && !own) {
      checkExpression(chain, global);
      return walk(global, chain, 1);
    }
    if (token.isCapitalised() && !first.called()) {
      return constant(chain, token);
    }
    if (token.text().startsWith("$")) {
      error(
          token,
          "'"
              + token.text()
              + "' is not bound before this place"
              + Suggestion.nearest(token.text(), bindings.keySet())
                  .map(word -> "; did you mean '" + word + "'?")
                  .orElse(""));
      return Optional.empty();
    }
    return walk(fact, chain, 0);
  }

  private Optional<Class<?>> constant(Chain chain, Token token) {
    Optional<Class<?>> type = Vocabulary.type(chain.first().name());
    if (type.isEmpty()) {
      unknownType(chain, token);
      return Optional.empty();
    }
    if (!type.get().isEnum() || chain.steps().size() < 2) {
      return chain.steps().size() < 2 ? type : Optional.empty();
    }
    Chain.Step constant = chain.steps().get(1);
    List<String> known = Vocabulary.constants(type.get());
    if (!known.contains(constant.name()) && !constant.called()) {
      error(
          constant,
          type.get().getSimpleName()
              + " has no constant '"
              + constant.name()
              + "'"
              + Suggestion.of(constant.name(), known));
    }
    return type;
  }

  private void unknownType(Chain chain, Token token) {
    String name = chain.first().name();
    if (chain.steps().size() > 1 && isJavaLang(name)) {
      return;
    }
    Optional<Class<?>> home = enumWith(name);
    if (home.isPresent() && chain.steps().size() == 1) {
      error(
          token,
          "expected a constant with its type, found '"
              + name
              + "'; write "
              + home.get().getSimpleName()
              + "."
              + name);
      return;
    }
    error(token, "there is no type '" + name + "'" + nearestType(name));
  }

  private static String nearestType(String name) {
    return Suggestion.nearest(name, Vocabulary.types().keySet())
        .map(word -> "; did you mean '" + word + "'?")
        .orElse("");
  }

  private static boolean isJavaLang(String name) {
    try {
      Class.forName("java.lang." + name, false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** The enum that the compared accessor gives, if it has this constant, else any that has it. */
  private Optional<Class<?>> enumWith(String constant) {
    Collection<Class<?>> types = Vocabulary.types().values();
    return types.stream()
        .filter(type -> type.isEnum() && Vocabulary.constants(type).contains(constant))
        .min((a, b) -> Boolean.compare(!asked().contains(a), !asked().contains(b)));
  }

  private Collection<Class<?>> asked() {
    List<Class<?>> types = new ArrayList<>();
    for (Token token : tokens) {
      if (token.isWord()) {
        Vocabulary.accessor(fact, token.text(), false).ifPresent(a -> types.add(a.type()));
      }
    }
    return types;
  }

  private Optional<Class<?>> walk(Class<?> from, Chain chain, int index) {
    Class<?> type = from;
    boolean absent = false;
    boolean edge = false;
    for (int i = index; i < chain.steps().size(); i++) {
      Chain.Step step = chain.steps().get(i);
      if (absent && !step.nullSafe()) {
        unsafe(chain.steps().get(i - 1), step, edge);
      }
      Optional<Accessor> accessor = Vocabulary.accessor(type, step.name(), step.called());
      if (accessor.isEmpty()) {
        return unknown(type, step);
      }
      absent = accessor.get().nullable();
      // The engine gives every flow its edge before rules are judged.
      edge = type == Flow.class && step.name().equals("edge");
      type = accessor.get().type();
      if (type == Object.class || type.isArray() || type.isPrimitive()) {
        break;
      }
    }
    return Optional.of(type);
  }

  private Optional<Class<?>> unknown(Class<?> type, Chain.Step step) {
    if (type == Object.class || step.name().equals("class")) {
      return Optional.empty();
    }
    if (step.name().equals("edge") && Event.class.isAssignableFrom(type)) {
      error(
          step,
          type.getSimpleName()
              + " has no 'edge': the state of an edge is known of a connection, so ask Flow for"
              + " it");
      return Optional.empty();
    }
    Set<String> known = new TreeSet<>(Vocabulary.names(type));
    if (type == fact) {
      known.addAll(bindings.keySet());
    }
    error(
        step,
        type.getSimpleName()
            + " has no '"
            + step.name()
            + "'"
            + (Vocabulary.isSdk(type)
                ? Suggestion.of(step.name(), known)
                : Suggestion.nearest(step.name(), known)
                    .map(word -> "; did you mean '" + word + "'?")
                    .orElse("")));
    return Optional.empty();
  }

  private void unsafe(Chain.Step before, Chain.Step step, boolean ofEveryEvent) {
    if (verbatim) {
      file.makeSafe(start + step.dot());
    }
    if (ofEveryEvent) {
      return;
    }
    file.warning(
        position(step.dot()),
        "'"
            + before.name()
            + "' may be absent: write "
            + before.name()
            + "!."
            + step.name()
            + ", which is how it is read: where it is absent, the pattern does not match");
  }

  /** The expression of text.matches and text.finds is compiled when the rule is loaded. */
  private void checkExpression(Chain chain, Class<?> global) {
    Chain.Step call = chain.steps().get(1);
    List<Token> arguments = call.arguments();
    boolean expects = call.name().equals("matches") || call.name().equals("finds");
    if (global != Text.class || !expects || arguments == null || arguments.isEmpty()) {
      return;
    }
    Token last = arguments.getLast();
    String expression = last.isText() ? Token.unquote(last.text()) : null;
    String wrong = last.isText() && expression != null ? wrong(expression) : null;
    if (wrong != null) {
      error(last, "expected an RE2 expression, found " + last.text() + ": " + wrong);
    }
  }

  private static @Nullable String wrong(String expression) {
    try {
      com.google.re2j.Pattern.compile(expression);
      return null;
    } catch (PatternSyntaxException e) {
      return e.getDescription();
    }
  }

  private void error(Token token, String message) {
    file.error(position(token.offset()), message);
  }

  private void error(Chain.Step step, String message) {
    file.error(position(step.offset()), message);
  }

  private int position(int offset) {
    return verbatim ? start + offset : start;
  }
}
