package io.ringwall.engine.doctor;

import io.ringwall.engine.plugins.InstalledCheck;
import io.ringwall.sdk.plugin.HostFact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;

/** Looks at everything that is needed, all at once. */
public final class Examination {
  /** While an engine runs, what does not answer within this is missing. */
  public static final Duration PATIENCE = Duration.ofSeconds(3);

  /** A process that was started for it has yet to load all that looks. */
  public static final Duration PATIENCE_AT_START = Duration.ofSeconds(10);

  private Examination() {}

  private record Key(String by, String feature, String name) {}

  /**
   * Looks. A check that throws or hangs is a fact like any other; one that hangs is interrupted and
   * left behind.
   *
   * @param checks what is needed; of several by one plugin of one feature and name the first
   * @param threads makes a thread for each
   * @param patience how long all of them together have
   * @return what was found, features together, in the order in which they were first named
   */
  public static List<Examined> of(
      List<InstalledCheck> checks, ThreadFactory threads, Duration patience)
      throws InterruptedException {
    Map<Key, Answer> answers = new LinkedHashMap<>();
    List<String> features = new ArrayList<>();
    for (InstalledCheck one : checks) {
      var key = new Key(one.by(), one.check().feature(), one.check().name());
      if (!answers.containsKey(key)) {
        answers.put(key, Answer.to(one, threads));
      }
      if (!features.contains(key.feature())) {
        features.add(key.feature());
      }
    }
    long deadline = System.nanoTime() + patience.toNanos();
    List<Examined> examined = new ArrayList<>();
    for (Map.Entry<Key, Answer> one : answers.entrySet()) {
      Key key = one.getKey();
      HostFact fact = one.getValue().within(deadline, patience);
      examined.add(new Examined(key.by(), key.feature(), key.name(), fact));
    }
    examined.sort(Comparator.comparingInt(one -> features.indexOf(one.feature())));
    return examined;
  }
}
