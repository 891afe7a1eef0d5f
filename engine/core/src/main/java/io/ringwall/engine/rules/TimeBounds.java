package io.ringwall.engine.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AtomicExprDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.BehaviorDescr;
import org.drools.drl.ast.descr.ConstraintConnectiveDescr;
import org.drools.drl.ast.descr.RelationalExprDescr;
import org.jspecify.annotations.Nullable;

/** How far apart in time the events of one rule may lie. */
final class TimeBounds {
  private static final List<String> OPERATORS =
      List.of(
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
          "startedby");
  private static final Pattern PART =
      Pattern.compile("([0-9]{1,9})(ms|d|h|m|s)?", Pattern.CASE_INSENSITIVE);

  private final List<String> names = new ArrayList<>();
  private final List<Integer> groups = new ArrayList<>();
  private final List<Integer> offsets = new ArrayList<>();
  private final List<Integer> windowed = new ArrayList<>();
  private Duration sum = Duration.ZERO;

  /** A further event pattern; its name may be empty. */
  int pattern(String name, int offset) {
    names.add(name);
    groups.add(groups.size());
    offsets.add(offset);
    return groups.size() - 1;
  }

  /** Notes what this constraint of the pattern says of time. */
  void constraint(int pattern, BaseDescr expression) {
    if (expression instanceof ConstraintConnectiveDescr connective) {
      connective.getDescrs().forEach(part -> constraint(pattern, part));
    } else if (expression instanceof RelationalExprDescr relation) {
      relation(pattern, relation);
    }
  }

  private void relation(int pattern, RelationalExprDescr relation) {
    String operator = relation.getOperator();
    if (!OPERATORS.contains(operator) || !(relation.getRight() instanceof AtomicExprDescr other)) {
      return;
    }
    List<String> parameters = relation.getParameters();
    boolean open = operator.equals("after") || operator.equals("before");
    boolean bounded = !open || parameters != null && parameters.size() == 2;
    Duration longest = Duration.ZERO;
    for (String parameter : parameters == null ? List.<String>of() : parameters) {
      Optional<Duration> length = duration(parameter);
      bounded &= length.isPresent();
      if (length.isPresent() && length.get().compareTo(longest) > 0) {
        longest = length.get();
      }
    }
    int index = names.lastIndexOf(other.getExpression().trim());
    if (bounded && index >= 0) {
      sum = sum.plus(longest);
      join(pattern, index);
    }
  }

  /** Notes a sliding window over this pattern. */
  void window(int pattern, BehaviorDescr behavior) {
    List<String> parameters = behavior.getParameters();
    if (parameters != null && parameters.size() == 1) {
      sum = sum.plus(duration(parameters.getFirst()).orElse(Duration.ZERO));
      windowed.add(pattern);
    }
  }

  private void join(int one, int other) {
    int from = groups.get(one);
    int to = groups.get(other);
    groups.replaceAll(group -> group == from ? to : group);
  }

  /** All bounds together: no event of a match is further from another than this. */
  Duration sum() {
    return sum;
  }

  /** Where a pattern stands that no bound ties to the others; empty where there is none. */
  Optional<Integer> loose() {
    for (int i = 0; i < groups.size(); i++) {
      boolean tied = windowed.contains(i) || groups.get(i).equals(groups.getFirst());
      if (!tied) {
        return Optional.of(offsets.get(i));
      }
    }
    return Optional.empty();
  }

  static Optional<Duration> duration(String text) {
    String rest = text.trim().startsWith("-") ? text.trim().substring(1) : text.trim();
    Matcher part = PART.matcher(rest);
    Duration sum = Duration.ZERO;
    int end = 0;
    while (part.find() && part.start() == end) {
      sum = sum.plus(length(Long.parseLong(part.group(1)), part.group(2)));
      end = part.end();
    }
    return end == rest.length() && end > 0 ? Optional.of(sum) : Optional.empty();
  }

  private static Duration length(long number, @Nullable String unit) {
    return switch (unit == null ? "ms" : unit.toLowerCase(Locale.ROOT)) {
      case "d" -> Duration.ofDays(number);
      case "h" -> Duration.ofHours(number);
      case "m" -> Duration.ofMinutes(number);
      case "s" -> Duration.ofSeconds(number);
      default -> Duration.ofMillis(number);
    };
  }
}
