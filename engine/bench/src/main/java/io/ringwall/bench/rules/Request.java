package io.ringwall.bench.rules;

/** A request as Esper sees it: it looks for getters of a public class. */
public final class Request {
  private final String path;

  Request(String path) {
    this.path = path;
  }

  /** Its path. */
  public String getPath() {
    return path;
  }
}
