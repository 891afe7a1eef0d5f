package io.ringwall.plugin.docker;

/** JSON that is well formed and yet not what was expected; the message says where, and what. */
final class ShapeException extends Exception {
  private static final long serialVersionUID = 1;

  ShapeException(String path, String expected, String found) {
    super((path.isEmpty() ? "" : path + ": ") + "expected " + expected + ", found " + found);
  }
}
