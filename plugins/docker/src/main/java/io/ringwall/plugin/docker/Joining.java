package io.ringwall.plugin.docker;

import io.ringwall.sdk.source.Bounded;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Messages that containers joined networks while they were being started. Which addresses they got
 * there an inspection tells, and Docker answers none until the start is done: whoever asked sooner
 * would have all other messages wait for it.
 */
final class Joining {
  /** More than any daemon starts at a time. */
  private static final int CONTAINERS_MAX = 10_000;

  private final Map<String, List<Kept>> byContainer = Bounded.map(CONTAINERS_MAX);

  /** A message, the line that it was read from, and when it was written. */
  record Kept(JsonObject message, String line, long nanos) {}

  /**
   * Keeps this message, if it is one of those.
   *
   * @param runs is this container known to run
   */
  boolean keeps(JsonObject message, String line, Predicate<String> runs) throws ShapeException {
    if (!"connect".equals(message.text("Action"))) {
      return false;
    }
    String container = message.object("Actor").object("Attributes").text("container");
    if (container == null || runs.test(container)) {
      return false;
    }
    byContainer
        .computeIfAbsent(container.toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
        .add(new Kept(message, line, EventReader.nanos(message)));
    return true;
  }

  /** Lets go of what is kept of this container. */
  List<Kept> take(String container) {
    List<Kept> kept = byContainer.remove(container);
    return kept == null ? List.of() : kept;
  }

  /** This position, or that of the first message that is kept, if it is sooner. */
  long reached(long position) {
    return byContainer.values().stream()
        .flatMap(List::stream)
        .mapToLong(Kept::nanos)
        .reduce(position, Math::min);
  }
}
