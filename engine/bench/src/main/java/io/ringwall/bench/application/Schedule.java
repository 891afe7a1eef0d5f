package io.ringwall.bench.application;

import static io.ringwall.bench.application.Timeline.SECOND;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds moments for calls. Two calls of one container by name keep apart, so that it is clear which
 * of its lookups a call rests on.
 */
final class Schedule {
  private static final int ATTEMPTS = 200;
  private static final long APART = 4 * SECOND;
  private static final long LASTS = 16 * SECOND;

  private final Draw draw;
  private final Routes routes;
  private final long from;
  private final long until;
  private final Map<Container, List<Long>> named = new HashMap<>();

  /** A call and its moment. */
  record Cue(Call call, long at) {}

  Schedule(Draw draw, Routes routes, long from, long until) {
    this.draw = draw;
    this.routes = routes;
    this.from = from;
    this.until = until;
  }

  /** A moment at which these clients can play this edge. */
  Optional<Cue> find(Edge edge, Predicate<Container> clients) {
    return find(edge, clients, from, until);
  }

  /** A moment of this range at which these clients can play this edge. */
  Optional<Cue> find(Edge edge, Predicate<Container> clients, long earliest, long latest) {
    for (int i = 0; i < ATTEMPTS; i++) {
      long at = draw.moment(earliest, latest);
      Optional<Call> call =
          routes.find(edge, at - SECOND / 5, at + LASTS, clients.and(it -> isFree(edge, it, at)));
      if (call.isPresent()) {
        Container client = call.get().client();
        if (client != null && edge.isNamed()) {
          named.computeIfAbsent(client, _ -> new ArrayList<>()).add(at);
        }
        return Optional.of(new Cue(call.get(), at));
      }
    }
    return Optional.empty();
  }

  private boolean isFree(Edge edge, Container client, long at) {
    return !edge.isNamed()
        || named.getOrDefault(client, List.of()).stream()
            .allMatch(other -> Math.abs(other - at) > APART);
  }
}
