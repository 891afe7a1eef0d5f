package io.ringwall.engine.route;

import io.ringwall.engine.config.ModeEntry;
import io.ringwall.engine.config.ModeEntry.Way;
import io.ringwall.engine.model.Census;
import io.ringwall.engine.model.Ruling;
import io.ringwall.sdk.event.WorkloadClass;
import io.ringwall.sdk.finding.Mode;
import java.util.List;
import java.util.Map;

/**
 * The modes of a running engine.
 *
 * @param otherwise the mode where no entry matches
 * @param entries the entries that were asked for, in the order of the configuration, then the
 *     operators'
 * @param workloads known classes that were asked for, by their names
 */
public record ModeTable(Mode otherwise, List<Entry> entries, List<Held> workloads) {
  public ModeTable {
    entries = List.copyOf(entries);
    workloads = List.copyOf(workloads);
  }

  /**
   * An entry.
   *
   * @param entry scope, directions and mode
   * @param origin where it comes from: {@code file:…} or {@code operator:…}
   */
  public record Entry(ModeEntry entry, String origin) {}

  /**
   * What holds for a class.
   *
   * @param workload the class
   * @param rulings what holds in each direction
   * @param known edges that begin at it
   */
  public record Held(WorkloadClass workload, Map<Way, Ruling> rulings, Census known) {
    public Held {
      rulings = Map.copyOf(rulings);
    }
  }
}
