package io.ringwall.engine.findings.breach;

/** A deliberate breach: an accessor named as a JavaBean's. */
public record Gets(String name) {
  String getName() {
    return name;
  }
}
