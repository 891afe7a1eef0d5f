package io.ringwall.engine.rules;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a rule fared so far.
 *
 * @param rule {@code ruleSet/rule name}
 * @param file where it stands
 * @param line the line of its name
 * @param fired how often its consequence ran to its end
 * @param failed how often it failed; each time it alone missed that event
 * @param failure the first failure, in a sentence
 */
public record RuleStatistics(
    String rule, Path file, int line, long fired, long failed, @Nullable String failure) {}
