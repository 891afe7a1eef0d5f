package io.ringwall.bench.detection;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How one detector did, per file: a labelled file counts as found when every labelled source was
 * named for the right technique and not before the attack.
 */
final class Score {
  private final String detector;
  private final Map<Capture, List<Alarm>> alarms;

  Score(String detector, Map<Capture, List<Alarm>> alarms) {
    this.detector = detector;
    this.alarms = alarms;
  }

  String detector() {
    return detector;
  }

  /** Which of these files were found. */
  List<Capture> found(List<Capture> labelled) {
    List<Capture> found = new ArrayList<>();
    for (Capture capture : labelled) {
      if (missing(capture).isEmpty()) {
        found.add(capture);
      }
    }
    return found;
  }

  /** Labelled sources that were not named. */
  Set<String> missing(Capture capture) {
    Set<String> missing = new HashSet<>(capture.sources());
    for (Alarm alarm : alarms.getOrDefault(capture, List.of())) {
      if (capture.hit(alarm)) {
        missing.remove(alarm.source());
      }
    }
    return missing;
  }

  /** Files with a false alarm of this technique. */
  List<Capture> falseFiles(Technique technique) {
    List<Capture> files = new ArrayList<>();
    alarms.forEach((capture, said) -> {
      if (said.stream().anyMatch(a -> a.technique() == technique && capture.isFalse(a))) {
        files.add(capture);
      }
    });
    return files;
  }

  /** The false alarms on one file. */
  List<Alarm> falseAlarms(Capture capture, Technique technique) {
    return alarms.getOrDefault(capture, List.of()).stream()
        .filter(alarm -> alarm.technique() == technique && capture.isFalse(alarm))
        .toList();
  }

  /** Files found as a share of files on which this technique was told. */
  double precision(List<Capture> labelled, Technique technique) {
    int right = found(labelled).size();
    int wrong = falseFiles(technique).size();
    return right + wrong == 0 ? 0 : (double) right / (right + wrong);
  }
}
