package io.ringwall.engine.config;

import java.util.List;
import java.util.Map;

/** A part of a YAML file that knows where it stands. */
public sealed interface Setting {
  /** Where it begins. */
  Position position();

  /** Its key's path from the top of the file; empty at the top. */
  String path();

  /**
   * Keys with settings.
   *
   * @param entries in the order of the file
   */
  record Section(Position position, String path, Map<String, Entry> entries) implements Setting {
    /** A section without keys. */
    public static Section none(String file) {
      return new Section(new Position(file, 0, 0), "", Map.of());
    }
  }

  /**
   * A key of a section.
   *
   * @param position where the key stands
   * @param value what it is set to
   */
  record Entry(Position position, Setting value) {}

  /** A list. */
  record Items(Position position, String path, List<Setting> items) implements Setting {}

  /** A word, text or number, as it is written. */
  record Scalar(Position position, String path, String text) implements Setting {}

  /** A key without a value: as if it were not there. */
  record Nothing(Position position, String path) implements Setting {}

  /** What it is, for people. */
  default String kind() {
    return switch (this) {
      case Section section -> "a section of keys";
      case Items items -> "a list";
      case Scalar scalar -> "'" + scalar.text() + "'";
      case Nothing nothing -> "nothing";
    };
  }
}
