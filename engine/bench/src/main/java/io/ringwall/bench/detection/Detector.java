package io.ringwall.bench.detection;

import java.util.List;

/** A published way to find scans, over flows. */
interface Detector {
  /** Whose it is. */
  String name();

  /** What it says of these flows, which come ordered by start. */
  List<Alarm> alarms(List<Connection> flows);
}
