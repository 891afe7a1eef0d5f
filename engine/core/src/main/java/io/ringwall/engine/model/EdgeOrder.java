package io.ringwall.engine.model;

import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.WorkloadClass;
import java.util.Comparator;

/** Edges in the order in which people look for them: source, destination, port. */
enum EdgeOrder implements Comparator<EdgeKey> {
  INSTANCE;

  private static final Comparator<EdgeKey> ORDER =
      Comparator.comparing((EdgeKey key) -> text(key.from()))
          .thenComparing(key -> text(key.to()))
          .thenComparing(EdgeKey::protocol)
          .thenComparingInt(EdgeKey::port);

  @Override
  public int compare(EdgeKey one, EdgeKey other) {
    return ORDER.compare(one, other);
  }

  private static String text(EdgeEnd end) {
    return end.workloadClass() instanceof WorkloadClass known
        ? "0" + known.namespace() + "\0" + known.service() + "\0" + known.repository()
        : "1" + end.kind() + "\0" + end.name();
  }
}
