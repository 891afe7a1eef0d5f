package io.ringwall.engine.rules;

import io.ringwall.engine.counts.CountSpec;
import io.ringwall.sdk.rules.Counts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Checks a consequence: what it may not do, and what it asks of variables and globals. */
final class ConsequenceCheck {
  private static final Map<String, String> REFUSED =
      Map.of(
          "modify", "events never change",
          "update", "events never change",
          "delete", "events leave by themselves when no rule needs them any more",
          "retract", "events leave by themselves when no rule needs them any more",
          "insert", "only the engine inserts facts; to remember something, count it",
          "insertLogical", "only the engine inserts facts; to remember something, count it",
          "halt", "a rule cannot stop the engine",
          "drools", "a rule speaks through findings, counts and responses only",
          "kcontext", "a rule speaks through findings, counts and responses only");

  private final DrlFile file;
  private final RuleSet ruleSet;
  private final Map<String, Optional<Class<?>>> bindings;
  private final List<Token> tokens;
  private final boolean inline;
  private boolean readsCounts;

  /**
   * A check of the consequence between these offsets.
   *
   * @param tokens its tokens, with offsets in the file
   * @param inline is the rule marked {@code @inline}
   */
  ConsequenceCheck(
      DrlFile file,
      RuleSet ruleSet,
      Map<String, Optional<Class<?>>> bindings,
      List<Token> tokens,
      boolean inline) {
    this.file = file;
    this.ruleSet = ruleSet;
    this.bindings = bindings;
    this.tokens = tokens;
    this.inline = inline;
  }

  /** Checks; true when the consequence reads a count's value, so that its rule needs order. */
  boolean run() {
    for (int i = 0; i < tokens.size(); i++) {
      boolean afterDot = i > 0 && (tokens.get(i - 1).is(".") || tokens.get(i - 1).is("::"));
      if (tokens.get(i).isWord() && !afterDot) {
        word(i);
      }
    }
    return readsCounts;
  }

  private void word(int at) {
    Token token = tokens.get(at);
    boolean called = at + 1 < tokens.size() && tokens.get(at + 1).is("(");
    boolean asked = at + 1 < tokens.size() && tokens.get(at + 1).is(".");
    String refused = REFUSED.get(token.text());
    if (refused != null && (called || asked)) {
      file.error(
          token.offset(),
          "expected findings, counts or responses, found '" + token.text() + "': " + refused);
      return;
    }
    if (!asked && token.text().startsWith("$") && !bindings.containsKey(token.text())) {
      unbound(token);
      return;
    }
    if (asked) {
      chain(Chain.at(tokens, at).chain(), token);
    }
  }

  private void unbound(Token token) {
    file.error(
        token.offset(),
        "'"
            + token.text()
            + "' is not bound in this rule's conditions"
            + Suggestion.of(token.text(), bindings.keySet()));
  }

  private void chain(Chain chain, Token token) {
    String first = chain.first().name();
    if (bindings.containsKey(first)) {
      bindings.get(first).ifPresent(type -> walk(type, chain));
      return;
    }
    Class<?> global = Vocabulary.GLOBALS.get(first);
    if (global != null) {
      speaks(first, chain.steps().get(1), token);
      walk(global, chain);
      return;
    }
    if (first.startsWith("$")) {
      unbound(token);
      return;
    }
    boolean mistyped =
        !token.isCapitalised()
            && chain.steps().get(1).called()
            && Suggestion.nearest(first, Vocabulary.GLOBALS.keySet()).isPresent()
            && !declared(first);
    if (mistyped) {
      file.error(
          token.offset(),
          "there is no '" + first + "' here" + Suggestion.of(first, Vocabulary.GLOBALS.keySet()));
    }
    enumConstant(chain);
  }

  /** What waits for an answer must not wait for more than that. */
  private void speaks(String global, Chain.Step step, Token token) {
    boolean verdict = global.equals("verdict");
    if (verdict && !inline) {
      file.error(
          token.offset(), "only a rule marked @inline has a verdict; nothing waits for this one");
    }
    boolean raises = global.equals("findings") && step.name().equals("raise");
    if (inline && !verdict && !raises && !global.equals("text")) {
      file.error(
          token.offset(),
          "an @inline rule may call verdict.allow, verdict.deny and findings.raise, found '"
              + global
              + "."
              + step.name()
              + "': write a second rule for that, without @inline");
    }
  }

  /** Is it a local variable: it stands somewhere behind its type, or before an assignment. */
  private boolean declared(String name) {
    for (int i = 1; i < tokens.size(); i++) {
      Token before = tokens.get(i - 1);
      if (tokens.get(i).is(name) && (before.isWord() || before.is(">") || before.is("]"))) {
        return true;
      }
    }
    return false;
  }

  private void enumConstant(Chain chain) {
    Chain.Step constant = chain.steps().get(1);
    Vocabulary.type(chain.first().name())
        .filter(type -> type.isEnum() && !constant.called())
        .filter(type -> !Vocabulary.constants(type).contains(constant.name()))
        .ifPresent(type ->
            file.error(
                constant.offset(),
                type.getSimpleName()
                    + " has no constant '"
                    + constant.name()
                    + "'"
                    + Suggestion.of(constant.name(), Vocabulary.constants(type))));
  }

  private void walk(Class<?> from, Chain chain) {
    Class<?> type = from;
    for (int i = 1; i < chain.steps().size(); i++) {
      Chain.Step step = chain.steps().get(i);
      Optional<Accessor> accessor = method(type, step);
      if (accessor.isEmpty()) {
        if (type != Object.class) {
          unknown(type, step);
        }
        return;
      }
      note(type, step);
      type = accessor.get().type();
      if (type.isPrimitive() || type.isArray() || type == Object.class) {
        return;
      }
    }
  }

  /** In Java, other than in conditions, an accessor is called by its own name, with brackets. */
  private static Optional<Accessor> method(Class<?> type, Chain.Step step) {
    return step.called()
        ? Vocabulary.accessor(type, step.name(), true)
            .filter(accessor -> accessor.method().getName().equals(step.name()))
        : Optional.empty();
  }

  private void unknown(Class<?> type, Chain.Step step) {
    Set<String> known = new TreeSet<>(Vocabulary.names(type));
    if (!step.called() && known.contains(step.name())) {
      file.error(
          step.offset(),
          "expected " + step.name() + "(), found '" + step.name() + "': consequences are Java");
      return;
    }
    file.error(
        step.offset(),
        type.getSimpleName()
            + " has no method '"
            + step.name()
            + "'"
            + (Vocabulary.isSdk(type)
                ? Suggestion.of(step.name(), known)
                : Suggestion.nearest(step.name(), known)
                    .map(word -> "; did you mean '" + word + "'?")
                    .orElse("")));
  }

  private void note(Class<?> type, Chain.Step step) {
    if (type == Counts.class && step.name().equals("of")) {
      countName(step);
    }
    boolean count = type == Counts.Keyed.class || type == Counts.Counter.class;
    readsCounts |= count && step.name().equals("value");
  }

  private void countName(Chain.Step step) {
    List<Token> arguments = step.arguments();
    if (arguments == null || arguments.size() != 1 || !arguments.getFirst().isText()) {
      return;
    }
    String name = Token.unquote(arguments.getFirst().text());
    if (name != null && ruleSet.count(name).isEmpty()) {
      List<String> known = ruleSet.counts().stream().map(CountSpec::name).toList();
      file.error(
          arguments.getFirst().offset(),
          "the rule set declares no count '"
              + name
              + "'"
              + (known.isEmpty()
                  ? "; declare it under 'counts' in " + ManifestReader.FILE
                  : Suggestion.of(name, known)));
    }
  }
}
