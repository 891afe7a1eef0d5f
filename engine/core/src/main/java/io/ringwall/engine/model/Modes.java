package io.ringwall.engine.model;

import io.ringwall.engine.config.Configuration.Placed;
import io.ringwall.engine.config.ModeEntry;
import io.ringwall.engine.config.ModeEntry.Way;
import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.sdk.event.Image;
import io.ringwall.sdk.event.WorkloadClass;
import io.ringwall.sdk.finding.Mode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The configured modes of scopes. Of the entries that match a class, the most specific one holds:
 * the one whose pattern every other pattern covers. Where no entry is that, the configuration is
 * refused.
 */
final class Modes {
  private final Mode otherwise;
  private final List<Scope> scopes;
  private final ConcurrentHashMap<Asked, Mode> answers = new ConcurrentHashMap<>();

  private record Asked(WorkloadClass workloadClass, Way way) {}

  /**
   * @param otherwise the mode of classes that no entry matches
   * @param entries entries and where they stand
   * @throws RingwallException of category CONFIGURATION when two entries are equally specific
   */
  Modes(Mode otherwise, List<Placed<ModeEntry>> entries) {
    this.otherwise = otherwise;
    this.scopes = entries.stream().map(Scope::of).toList();
    refuseAmbiguity();
  }

  private record Scope(
      Glob namespace, Glob service, Glob image, Set<Way> ways, Mode mode, Placed<ModeEntry> from) {
    static Scope of(Placed<ModeEntry> placed) {
      ModeEntry entry = placed.entry();
      int slash = entry.scope().indexOf('/');
      return new Scope(
          new Glob(entry.scope().substring(0, slash)),
          new Glob(entry.scope().substring(slash + 1)),
          image(entry),
          entry.directions().isEmpty() ? EnumSet.allOf(Way.class) : entry.directions(),
          entry.mode(),
          placed);
    }

    private static Glob image(ModeEntry entry) {
      String image = entry.image();
      if (image == null) {
        return Glob.ANY;
      }
      return new Glob(image.contains("*") ? image : Image.parse(image).repository());
    }

    boolean matches(WorkloadClass asked, Way way) {
      return ways.contains(way)
          && namespace.matches(asked.namespace())
          && service.matches(asked.service())
          && image.matches(asked.repository());
    }

    boolean covers(Scope other) {
      return ways.containsAll(other.ways)
          && namespace.covers(other.namespace)
          && service.covers(other.service)
          && image.covers(other.image);
    }

    boolean overlaps(Scope other) {
      return ways.stream().anyMatch(other.ways::contains)
          && namespace.overlaps(other.namespace)
          && service.overlaps(other.service)
          && image.overlaps(other.image);
    }

    /** Does a third entry decide wherever this one and the other both match. */
    boolean settledBy(Scope third, Scope other) {
      Set<Way> both = EnumSet.copyOf(ways);
      both.retainAll(other.ways);
      return third.ways.containsAll(both)
          && covers(third)
          && other.covers(third)
          && third.namespace.covers(narrower(namespace, other.namespace))
          && third.service.covers(narrower(service, other.service))
          && third.image.covers(narrower(image, other.image));
    }

    private static Glob narrower(Glob one, Glob other) {
      return one.covers(other) ? other : one;
    }
  }

  private void refuseAmbiguity() {
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < scopes.size(); i++) {
      for (int j = i + 1; j < scopes.size(); j++) {
        if (ambiguous(scopes.get(i), scopes.get(j))) {
          problems.add(sentence(scopes.get(i), scopes.get(j)));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new RingwallException(
          Category.CONFIGURATION, String.join(System.lineSeparator(), problems));
    }
  }

  private boolean ambiguous(Scope one, Scope other) {
    if (!one.overlaps(other)) {
      return false;
    }
    boolean covers = one.covers(other);
    boolean covered = other.covers(one);
    if (covers || covered) {
      return covers && covered;
    }
    return one.mode() != other.mode()
        && scopes.stream().noneMatch(third -> one.settledBy(third, other));
  }

  private static String sentence(Scope one, Scope other) {
    return other.from().position()
        + ": scope '"
        + describe(other)
        + "' is as specific as '"
        + describe(one)
        + "' ("
        + one.from().position()
        + "); one of the two must be narrower, or a third must say what holds for both";
  }

  private static String describe(Scope scope) {
    ModeEntry entry = scope.from().entry();
    return entry.image() == null ? entry.scope() : entry.scope() + " " + entry.image();
  }

  /** The configured mode of this class and direction. */
  Mode of(WorkloadClass workloadClass, Way way) {
    if (scopes.isEmpty()) {
      return otherwise;
    }
    Asked asked = new Asked(workloadClass, way);
    Mode known = answers.get(asked);
    return known == null ? answers.computeIfAbsent(asked, this::find) : known;
  }

  /** The configured mode where no class is concerned: of the host itself. */
  Mode otherwise() {
    return otherwise;
  }

  /** Is there a scope that judges by what was learned. */
  boolean anyBeyondLearning() {
    return isBeyondLearning(otherwise)
        || scopes.stream().anyMatch(scope -> isBeyondLearning(scope.mode()));
  }

  private static boolean isBeyondLearning(Mode mode) {
    return mode == Mode.ALERT || mode == Mode.PREVENT;
  }

  private Mode find(Asked asked) {
    Scope best = best(asked);
    return best == null ? otherwise : best.mode();
  }

  /** What holds for this class and direction, and the entry that says so. */
  Ruling ruling(WorkloadClass workloadClass, Way way) {
    Scope best = best(new Asked(workloadClass, way));
    return best == null ? new Ruling(otherwise, null) : new Ruling(best.mode(), best.from());
  }

  private @Nullable Scope best(Asked asked) {
    Scope best = null;
    for (Scope scope : scopes) {
      boolean matches = scope.matches(asked.workloadClass(), asked.way());
      if (matches && (best == null || best.covers(scope))) {
        best = scope;
      }
    }
    return best;
  }
}
