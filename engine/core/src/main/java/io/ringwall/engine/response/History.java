package io.ringwall.engine.response;

import io.ringwall.sdk.plugin.Changes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The last revisions of a set, immutable: a later one is a history of its own. */
record History<T>(List<Revision<T>> revisions) {
  static final int REVISIONS_MAX = 16;

  record Revision<T>(long number, Set<T> all) {}

  History {
    revisions = List.copyOf(revisions);
  }

  static <T> History<T> beginning(long number, Set<T> all) {
    return new History<>(List.of(new Revision<>(number, Set.copyOf(all))));
  }

  History<T> next(Set<T> all) {
    List<Revision<T>> more = new ArrayList<>(revisions);
    more.add(new Revision<>(number() + 1, Set.copyOf(all)));
    return new History<>(more.subList(Math.max(0, more.size() - REVISIONS_MAX), more.size()));
  }

  long number() {
    return revisions.getLast().number();
  }

  Set<T> all() {
    return revisions.getLast().all();
  }

  Changes<T> since(long earlier) {
    for (Revision<T> revision : revisions) {
      if (revision.number() == earlier) {
        return new Changes<>(false, less(all(), revision.all()), less(revision.all(), all()));
      }
    }
    return new Changes<>(true, all(), Set.of());
  }

  private static <T> Set<T> less(Set<T> from, Set<T> what) {
    Set<T> left = new HashSet<>(from);
    left.removeIf(what::contains);
    return left;
  }
}
