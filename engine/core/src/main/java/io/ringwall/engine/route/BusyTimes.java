package io.ringwall.engine.route;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How long each station has been at work. Safe for any thread. */
final class BusyTimes {
  private final Map<String, StationTime> stations = new ConcurrentHashMap<>();

  StationTime of(String station) {
    return stations.computeIfAbsent(station, _ -> new StationTime());
  }

  Map<String, Double> seconds() {
    Map<String, Double> seconds = new TreeMap<>();
    stations.forEach((station, time) -> seconds.put(station, time.seconds()));
    return seconds;
  }
}
