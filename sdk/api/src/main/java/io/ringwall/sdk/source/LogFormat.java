package io.ringwall.sdk.source;

import io.ringwall.sdk.event.Origin;

/** What the lines of one kind of log say. Used by the threads of all logs of that kind. */
@FunctionalInterface
public interface LogFormat {
  /**
   * A parser for one log, or one part of it after a rotation; it is used by one thread, and may
   * remember what earlier lines said.
   *
   * @param origin of this log's events
   */
  LineParser parser(Origin origin);
}
