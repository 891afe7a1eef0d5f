package io.ringwall.testkit;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.engine.rules.RuleBase;
import io.ringwall.engine.rules.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds the cases of rule sets: the folders in {@code tests/} of each. {@code ringwall rules test}
 * and {@link RuleSetDynamicTests} run them.
 *
 * <p>A case's {@code findings.yaml} lists what the tested rule set is to find, and nothing else may
 * be found by it; each item names the rule, and what else matters: {@code count}, {@code severity},
 * {@code subject}, {@code originator}, {@code responder}, {@code message}, {@code attack}, {@code
 * commands}. Where the rules need the findings of others, the file is a mapping of {@code with}
 * (names of rule sets in the folders beside) and {@code findings}.
 */
public final class RuleSetTests {
  private final Path ruleSet;
  private final Map<List<String>, RuleBase> loaded = new HashMap<>();

  private RuleSetTests(Path ruleSet) {
    this.ruleSet = ruleSet;
  }

  /**
   * All cases of these rule sets, in order.
   *
   * @param ruleSets folders of rule sets
   * @throws RingwallException of category CONFIGURATION when a rule set has errors; the message has
   *     all of them
   */
  public static List<RuleSetCase> in(List<Path> ruleSets) {
    List<RuleSetCase> cases = new ArrayList<>();
    for (Path folder : ruleSets) {
      cases.addAll(new RuleSetTests(folder).cases());
    }
    return cases;
  }

  private List<RuleSetCase> cases() {
    RuleSet tested = rules(List.of()).ruleSets().getFirst();
    Path tests = ruleSet.resolve("tests");
    if (!Files.isDirectory(tests)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(tests)) {
      return inside
          .filter(Files::isDirectory)
          .sorted()
          .map(folder -> new RuleSetCase(folder, tested.name(), this::rules))
          .toList();
    } catch (IOException e) {
      throw new RingwallException(
          Category.RESOURCE, tests + " cannot be read: " + e.getMessage(), e);
    }
  }

  private RuleBase rules(List<String> with) {
    return loaded.computeIfAbsent(with, this::load);
  }

  private RuleBase load(List<String> with) {
    List<Path> folders = new ArrayList<>(List.of(ruleSet));
    for (String name : with) {
      Path beside = ruleSet.resolveSibling(name);
      if (!Files.isDirectory(beside)) {
        throw new RingwallException(
            Category.CONFIGURATION,
            ruleSet + ": a case asks for rule set '" + name + "', and there is no " + beside);
      }
      folders.add(beside);
    }
    return RuleBase.load(folders, RuleBase.Settings.DEFAULT).requireSound();
  }
}
