package io.ringwall.engine.learn;

import io.ringwall.engine.flows.Lesson;
import io.ringwall.engine.model.Observation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An observation that waits, or several of one subject close to each other that wait together. */
final class Pending implements Comparable<Pending> {
  private final Subject subject;
  private final long number;
  private final Instant place;
  private Instant lastPlace;
  private Observation seen;
  private @Nullable Lesson lesson;

  private Pending(
      Subject subject,
      Instant place,
      Instant lastPlace,
      Observation seen,
      @Nullable Lesson lesson,
      long number) {
    this.subject = subject;
    this.place = place;
    this.lastPlace = lastPlace;
    this.seen = seen;
    this.lesson = lesson;
    this.number = number;
  }

  /** Several that wait together, yet without a number. */
  Pending(Subject subject, Instant place, Instant lastPlace, Observation seen) {
    this(subject, place, lastPlace, seen, null, 0);
  }

  /**
   * One observation.
   *
   * @param place its place in engine time
   * @param time its own time
   * @param lesson what may yet be withdrawn, or null
   * @param number tells those at one place apart
   */
  static Pending once(
      Subject subject, Instant place, Instant time, @Nullable Lesson lesson, long number) {
    return new Pending(subject, place, place, Observation.once(time), lesson, number);
  }

  /** The same with this number. */
  Pending numbered(long next) {
    return new Pending(subject, place, lastPlace, seen, lesson, next);
  }

  /** This and a later one of the same subject. */
  Pending with(Pending later) {
    return new Pending(
        subject,
        place,
        later.lastPlace.isAfter(lastPlace) ? later.lastPlace : lastPlace,
        seen.plus(later.seen),
        lesson,
        number);
  }

  /** Takes in a later observation of the same subject. */
  void add(Instant laterPlace, Instant time) {
    lastPlace = laterPlace.isAfter(lastPlace) ? laterPlace : lastPlace;
    seen = seen.plus(Observation.once(time));
    lesson = null;
  }

  /** Did it turn out to be of another subject. */
  boolean withdrawn() {
    return lesson != null && lesson.withdrawn();
  }

  Subject subject() {
    return subject;
  }

  Observation seen() {
    return seen;
  }

  Instant place() {
    return place;
  }

  Instant lastPlace() {
    return lastPlace;
  }

  /** Has the last of them waited since before this. */
  boolean waitedSinceBefore(Instant ripe) {
    return lastPlace.isBefore(ripe);
  }

  @Override
  public int compareTo(Pending other) {
    int byPlace = place.compareTo(other.place);
    return byPlace != 0 ? byPlace : Long.compare(number, other.number);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(number);
  }
}
