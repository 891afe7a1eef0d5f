package io.ringwall.engine.config;

/**
 * A place in a file.
 *
 * @param file the file as the user named it
 * @param line from 1; 0 for the file as a whole
 * @param column from 1; 0 for the line as a whole
 */
public record Position(String file, int line, int column) {
  /** {@code file:line:column}, as editors and terminals link it. */
  @Override
  public String toString() {
    if (line <= 0) {
      return file;
    }
    return column <= 0 ? file + ":" + line : file + ":" + line + ":" + column;
  }
}
