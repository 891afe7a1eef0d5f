package io.ringwall.engine.route;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be replayed.
 *
 * @param learn recordings that are read in mode learn; the model graduates at their end
 * @param alert recordings that are read in mode alert, after those
 * @param inventories files that tell which container held which address
 * @param state folder of ledger and model; null for a temporary one
 * @param host the host's name in events and findings
 * @param workers threads that judge; 0 for as many as configured, else as the machine has cores
 * @param events file to which the events are written as they were judged, in order; null for none
 */
public record ReplayRequest(
    List<Path> learn,
    List<Path> alert,
    List<Path> inventories,
    @Nullable Path state,
    String host,
    int workers,
    @Nullable Path events) {
  /** The host's name where the user gives none: never this machine's. */
  public static final String DEFAULT_HOST = "replay";

  public ReplayRequest {
    learn = List.copyOf(learn);
    alert = List.copyOf(alert);
    inventories = List.copyOf(inventories);
    if (host.isBlank()) {
      throw new IllegalArgumentException("host must have a name");
    }
    if (workers < 0) {
      throw new IllegalArgumentException("workers must not be negative, was " + workers);
    }
  }

  /** Plain recordings in mode alert. */
  public static ReplayRequest of(List<Path> files) {
    return new ReplayRequest(List.of(), files, List.of(), null, DEFAULT_HOST, 0, null);
  }
}
