package io.ringwall.engine.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the dispatcher knows of one container; nobody else touches more than {@link #known}. */
final class Container {
  private volatile KnownWorkload known;
  private @Nullable Instant startedAt;
  private Instant joinedAt = Instant.MIN;
  private final List<Holding> holdings = new ArrayList<>();
  private final ExecSessions sessions;

  Container(KnownWorkload known, IdentityLimits limits) {
    this.known = known;
    this.sessions = new ExecSessions(limits);
  }

  KnownWorkload known() {
    return known;
  }

  void known(KnownWorkload now) {
    this.known = now;
  }

  /** When it started, while it runs. */
  @Nullable Instant startedAt() {
    return startedAt;
  }

  void startedAt(@Nullable Instant time) {
    this.startedAt = time;
  }

  /** When it last joined a network before it started; the earliest time where nobody told. */
  Instant joinedAt() {
    return joinedAt;
  }

  void joinedAt(Instant time) {
    this.joinedAt = time;
  }

  /** The addresses it holds now. */
  List<Holding> holdings() {
    return holdings;
  }

  ExecSessions sessions() {
    return sessions;
  }
}
