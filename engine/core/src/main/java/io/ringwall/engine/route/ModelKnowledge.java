package io.ringwall.engine.route;

import io.ringwall.engine.findings.Knowledge;
import io.ringwall.engine.flows.TrackedFlow;
import io.ringwall.engine.model.KnownEdge;
import io.ringwall.engine.model.Model;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.EdgeState;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.finding.Mode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What findings ask of the model. Used by the correlation thread, which is the one that learns. */
final class ModelKnowledge implements Knowledge {
  private static final int SAME_ENDS = 4;
  private static final int SAME_DESTINATION = 3;
  private static final int SAME_SOURCE_AND_PORT = 2;
  private static final int SAME_SOURCE = 1;

  private final Model model;
  private List<KnownEdge> learned = List.of();

  ModelKnowledge(Model model) {
    this.model = model;
  }

  /** What is learned changes only between phases. */
  void refresh() {
    learned = model.edges().stream().filter(edge -> edge.state() == EdgeState.LEARNED).toList();
  }

  @Override
  public @Nullable Instant knownSince(EdgeKey edge) {
    KnownEdge known = model.edge(edge);
    return known != null && known.state() == EdgeState.LEARNED ? known.firstSeen() : null;
  }

  @Override
  public @Nullable String nearest(EdgeKey edge) {
    return learned.stream()
        .filter(known -> !known.key().equals(edge) && nearness(known.key(), edge) > 0)
        .max(Comparator.comparingInt(known -> nearness(known.key(), edge)))
        .map(known -> known.key().toString())
        .orElse(null);
  }

  private static int nearness(EdgeKey known, EdgeKey edge) {
    boolean source = known.from().equals(edge.from());
    boolean destination = known.to().equals(edge.to());
    boolean port = known.port() == edge.port() && known.protocol() == edge.protocol();
    if (source && destination) {
      return SAME_ENDS;
    }
    if (destination && port) {
      return SAME_DESTINATION;
    }
    if (source) {
      return port ? SAME_SOURCE_AND_PORT : SAME_SOURCE;
    }
    return 0;
  }

  @Override
  public Mode mode(Flow flow) {
    return flow instanceof TrackedFlow tracked ? tracked.standing().mode() : Mode.ALERT;
  }
}
