package io.ringwall.bench.detection;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Distinct values under keys in tumbling windows, as several published detectors count. */
final class Windows {
  private static final class Window {
    Instant begin = Instant.MIN;
    Instant first = Instant.MIN;
    final Set<Object> values = new HashSet<>();
    boolean told;
  }

  private final Duration length;
  private final int threshold;
  private final Technique technique;
  private final Map<List<Object>, Window> windows = new HashMap<>();
  private final List<Alarm> alarms = new ArrayList<>();

  Windows(Technique technique, Duration length, int threshold) {
    this.technique = technique;
    this.length = length;
    this.threshold = threshold;
  }

  void add(Connection flow, List<Object> key, Object value) {
    Window window = windows.computeIfAbsent(key, _ -> new Window());
    if (window.begin.equals(Instant.MIN) || !flow.start().isBefore(window.begin.plus(length))) {
      window.begin = flow.start();
      window.first = flow.start();
      window.values.clear();
      window.told = false;
    }
    window.values.add(value);
    if (window.values.size() >= threshold && !window.told) {
      window.told = true;
      alarms.add(new Alarm(technique, flow.source(), window.first));
    }
  }

  List<Alarm> alarms() {
    return alarms;
  }
}
