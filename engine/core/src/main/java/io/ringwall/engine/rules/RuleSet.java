package io.ringwall.engine.rules;

import io.ringwall.engine.counts.CountSpec;
import io.ringwall.sdk.finding.Layer;
import io.ringwall.sdk.finding.Mode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code ruleset.yaml} says of a rule set.
 *
 * @param folder where it lies
 * @param name its name: lower-case words joined by hyphens
 * @param version its version
 * @param sdk the version of the SDK it was written for
 * @param layer the layer it watches
 * @param mode its own mode, which can only weaken the one that holds; OFF: it is not judged
 * @param scope what its findings may be about
 * @param owner who answers for it; empty where not said
 * @param counts what it counts, with thresholds as configured
 */
public record RuleSet(
    Path folder,
    String name,
    String version,
    String sdk,
    Layer layer,
    Mode mode,
    Scope scope,
    String owner,
    List<CountSpec> counts) {
  public RuleSet {
    counts = List.copyOf(counts);
  }

  /** The count of this name. */
  public Optional<CountSpec> count(String name) {
    for (CountSpec count : counts) {
      if (count.name().equals(name)) {
        return Optional.of(count);
      }
    }
    return Optional.empty();
  }
}
