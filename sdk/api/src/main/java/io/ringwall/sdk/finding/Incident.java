package io.ringwall.sdk.finding;

import io.ringwall.sdk.event.Workload;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A finding over findings: one story, raised by a correlation rule. Its key is the container it is
 * about.
 */
@ProviderType
public interface Incident extends Finding {
  /** Ids of the findings it tells of, first ones first. */
  List<String> findings();

  /** Layers they come from. */
  List<Layer> layers();

  /** Workloads concerned. */
  List<Workload> workloads();

  /** Hosts concerned. */
  List<String> hosts();

  /** The story, one step a line, in order. */
  List<String> attackPath();

  /** Starts a new Incident. */
  static IncidentBuilder builder() {
    return new IncidentBuilder();
  }
}
