package io.ringwall.engine.findings.breach;

import java.util.concurrent.ConcurrentHashMap;

/** A deliberate breach: static state that changes, behind a final field. */
public final class StaticMap {
  static final ConcurrentHashMap<String, String> KNOWN = new ConcurrentHashMap<>();

  private StaticMap() {}
}
