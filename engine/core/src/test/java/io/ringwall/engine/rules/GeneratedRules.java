package io.ringwall.engine.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws rules of all shapes: guards, joins, negations, temporal operators, salience, counts. */
final class GeneratedRules {
  /** Counts that generated rules add to. */
  static final String COUNTS =
      """
      counts:
        seen: { window: 8s, reached: { some: 2, many: 4 } }
        users: { distinct: true, window: 10s, reached: { two: 2 } }
      """;

  /**
   * A rule.
   *
   * @param name its name
   * @param salience its salience
   * @param stateless is it of one pattern over an event or count
   * @param conditions its conditions; {@code @OWN@} stands where a pattern over findings ends
   * @param consequence its consequence
   */
  record Drawn(
      String name, int salience, boolean stateless, String conditions, String consequence) {
    /** As an author writes it. */
    String drl() {
      return drl("", "");
    }

    /**
     * For a plain session: in a group of its own where it correlates, blind to its own findings.
     */
    String plain() {
      return drl(
          stateless ? "" : " agenda-group \"correlation\"", ", ruleId != \"test/" + name + "\"");
    }

    private String drl(String group, String own) {
      return "rule \""
          + name
          + "\" salience "
          + salience
          + group
          + " when\n  "
          + conditions.replace("@OWN@", own)
          + "\nthen\n  "
          + consequence
          + "\nend\n";
    }
  }

  private static final List<String> STATES =
      List.of("UNSEEN", "LEARNED", "DENIED", "CANDIDATE", "UNKNOWN");

  private final SplittableRandom random;

  GeneratedRules(SplittableRandom random) {
    this.random = random;
  }

  List<Drawn> draw(int number) {
    List<Drawn> rules = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      String name = name(i);
      int salience = random.nextInt(4) == 0 ? random.nextInt(-3, 4) : 0;
      rules.add(
          switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> stateless(name, salience);
            case 4 -> overCount(name, salience);
            case 5 -> overFinding(i, salience);
            default -> correlation(i, salience);
          });
    }
    return rules;
  }

  private Drawn stateless(String name, int salience) {
    boolean flow = random.nextBoolean();
    String pattern = "$e : " + (flow ? flow() : custom());
    String consequence =
        switch (random.nextInt(3)) {
          case 0 -> "counts.of(\"seen\").key(\"all\").add();" + raise("$e", "$e.id()");
          case 1 ->
              "counts.of(\"users\").key(\"all\").add(String.valueOf($e.text(\"user\")));"
                  + raise("$e", "$e.id()");
          default -> raise("$e", "$e.id()");
        };
    return new Drawn(name, salience, true, pattern, consequence);
  }

  private Drawn overCount(String name, int salience) {
    String pattern =
        pick(
            "$c : Count(of == \"seen\", reached == \"some\")",
            "$c : Count(of == \"seen\", value >= 4)",
            "$c : Count(of == \"users\" || of == \"seen\", reached in (\"two\", \"many\"))");
    return new Drawn(name, salience, true, pattern, raise("$c", "$c.of() + $c.value()"));
  }

  /** Over findings of rules drawn before: rules that answer each other are cut short, not equal. */
  private Drawn overFinding(int number, int salience) {
    String name = name(number);
    String pattern =
        pick(
            "$f : Finding(title == \"r00\" || " + earlier(number) + "@OWN@)",
            "$f : Finding(severity == Severity.MEDIUM, title < \"" + name + "\"@OWN@)");
    return new Drawn(name, salience, false, pattern, raise("$f", "$f.message()"));
  }

  private Drawn correlation(int number, int salience) {
    String name = name(number);
    StringBuilder conditions = new StringBuilder("$a : " + event());
    String message = "$a.id()";
    if (random.nextInt(4) != 0) {
      String join = random.nextBoolean() ? ", text(\"user\") == $a.text(\"user\")" : "";
      conditions.append("\n  $b : ").append(tied(event(), "$a", join));
      message += " + \" \" + $b.id()";
    }
    if (random.nextInt(3) == 0) {
      conditions.append("\n  $f : Finding(").append(earlier(number));
      conditions.append(", this after[0s, ").append(random.nextInt(1, 9)).append("s] $a@OWN@)");
      message += " + \" \" + $f.message()";
    }
    switch (random.nextInt(4)) {
      case 0 -> conditions.append("\n  not(").append(tied(event(), "$a", "")).append(")");
      case 1 -> conditions.append("\n  exists(").append(tied(event(), "$a", "")).append(")");
      default -> {}
    }
    return new Drawn(name, salience, false, conditions.toString(), raise("$a", message));
  }

  private String earlier(int number) {
    String one = number == 0 ? "none" : name(random.nextInt(number));
    String other = number == 0 ? "none" : name(random.nextInt(number));
    return "title in (\"" + one + "\", \"" + other + "\")";
  }

  /** Names sort as rules were drawn. */
  private static String name(int number) {
    return number < 10 ? "r0" + number : "r" + number;
  }

  /** The pattern, with a temporal operator that ties it to another. */
  private String tied(String pattern, String to, String more) {
    int from = random.nextInt(3);
    int until = from + random.nextInt(1, 7);
    String operator =
        switch (random.nextInt(4)) {
          case 0 -> "before[" + from + "s, " + until + "s]";
          case 1 -> "coincides[" + until + "s]";
          default -> "after[" + from + "s, " + until + "s]";
        };
    String time = "this " + operator + " " + to;
    return pattern.substring(0, pattern.length() - 1) + more + ", " + time + ")";
  }

  private String event() {
    return random.nextInt(3) == 0 ? flow() : custom();
  }

  private String custom() {
    List<String> constraints = new ArrayList<>();
    constraints.add(
        pick(
            "type == \"a\"",
            "\"b\" == type",
            "type in (\"a\", \"c\")",
            "type == \"b\" || type == \"c\"",
            "(type == \"a\" && number(\"n\") == 1) || text(\"user\") == \"bob\"",
            "type == \"d\" || == \"a\"",
            "type != \"a\"",
            "!(type == \"a\")",
            "text(\"user\") == \"root\"",
            "number(\"n\") == 2"));
    if (random.nextBoolean()) {
      constraints.add(
          pick(
              "number(\"n\") > 1",
              "text(\"user\") in (\"root\", \"alice\")",
              "text(\"user\") != \"bob\"",
              "text.matches(text(\"user\"), \"(root|bob)\")",
              "text.containsIgnoreCase(text(\"user\"), \"LI\")",
              "$n" + random.nextInt(1000) + " : number(\"n\")"));
    }
    return "CustomEvent(" + String.join(", ", constraints) + ")";
  }

  private String flow() {
    List<String> constraints = new ArrayList<>();
    constraints.add(
        pick(
            "edge.state == EdgeState." + state(),
            "edge.state in (EdgeState." + state() + ", EdgeState." + state() + ")",
            "edge.state != EdgeState." + state(),
            "edge!.state == EdgeState." + state() + " || responder.port == 2",
            "settled",
            "!settled, unproductive",
            "responder.port in (1, 3)",
            "2 == responder.port",
            "originator.workload!.service == \"shipping\"",
            "phase == FlowPhase.ATTEMPT, responder.port > 1"));
    if (random.nextBoolean()) {
      constraints.add(
          pick(
              "settled == true",
              "!sidecar",
              "responder.port < 3",
              "$to : responder, $to.port != 2",
              "edge.key.port >= 2",
              "flowId str[startsWith] \"flow\"",
              "originator.address.isGlobal()"));
    }
    return "Flow(" + String.join(", ", constraints) + ")";
  }

  private String state() {
    return STATES.get(random.nextInt(STATES.size()));
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static String raise(String on, String message) {
    return "findings.raise(" + on + ", \"\" + " + message + ");";
  }
}
