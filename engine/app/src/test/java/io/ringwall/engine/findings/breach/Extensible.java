package io.ringwall.engine.findings.breach;

/** A deliberate breach: a class of behaviour that anyone may extend. */
public class Extensible {
  String behaves() {
    return "somehow";
  }
}
