package io.ringwall.engine.findings;

import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.FindingStatus;
import io.ringwall.sdk.finding.Withdrawal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A finding or incident that can still be revised. */
abstract sealed class Open permits Aggregate, Story {
  private final String id;
  private final long number;
  private int revision;
  private @Nullable Finding last;
  private Instant emittedAt = Instant.MIN;
  private @Nullable Withdrawal withdrawal;

  Open(String id, long number) {
    this.id = id;
    this.number = number;
  }

  String id() {
    return id;
  }

  /** Place among all, by first event as admitted. */
  long number() {
    return number;
  }

  @Nullable Finding last() {
    return last;
  }

  /** The last revision, for one that was emitted before. */
  void restored(Finding finding) {
    last = finding;
    revision = finding.revision();
  }

  Instant emittedAt() {
    return emittedAt;
  }

  /** Makes the next revision. */
  Finding revise(Instant now) {
    revision++;
    emittedAt = now;
    Finding finding = snapshot(revision);
    last = finding;
    return finding;
  }

  void withdraw(Withdrawal withdrawal) {
    this.withdrawal = withdrawal;
  }

  @Nullable Withdrawal withdrawal() {
    return withdrawal;
  }

  boolean withdrawn() {
    return withdrawal != null;
  }

  FindingStatus status(boolean suppressed) {
    if (withdrawn()) {
      return FindingStatus.WITHDRAWN;
    }
    return suppressed ? FindingStatus.SUPPRESSED : FindingStatus.NEW;
  }

  /** Time of its last event. */
  abstract Instant lastSeen();

  /** How far it has counted beyond its evidence. */
  List<Mark> counted() {
    return List.of();
  }

  abstract Finding snapshot(int revision);
}
