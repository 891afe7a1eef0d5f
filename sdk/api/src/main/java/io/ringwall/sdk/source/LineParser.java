package io.ringwall.sdk.source;

import io.ringwall.sdk.event.Event;
import org.jspecify.annotations.Nullable;

/** Reads one line of a log at a time. One thread; it does not block. */
@FunctionalInterface
public interface LineParser {
  /**
   * The event that a line tells of.
   *
   * @param line neither empty nor too long; good until this returns
   * @return the event, whose sequence is {@link LogLine#offset()}; null where the line tells
   *     nothing, which is for the parser to count, if at all
   * @throws BadLine when it is no line of this kind of log; the line is counted by the reason and
   *     passed over, the next one is read
   */
  @Nullable Event parse(LogLine line) throws BadLine;
}
