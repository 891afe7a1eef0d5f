package io.ringwall.plugin.pcap;

import io.ringwall.plugin.pcap.capture.Survey;
import java.nio.file.Path;

/**
 * A capture and what a first walk over it told.
 *
 * @param path where it is
 * @param survey its span of time and its identity
 */
record CaptureFile(Path path, Survey survey) {
  boolean endsBefore(CaptureFile other) {
    return survey.lastNanos() <= other.survey.firstNanos();
  }

  String fileName() {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }
}
