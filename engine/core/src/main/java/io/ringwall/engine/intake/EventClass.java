package io.ringwall.engine.intake;

import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.DnsExchange;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.FileEvent;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.HttpExchange;
import java.util.Locale;

/**
 * How precious an event is when there is no room for all of a source's: the first of these go
 * first. What rests on containers is wrong without their events, so these go last.
 */
public enum EventClass {
  /** How a flow goes on; its end sums it up. */
  DETAIL,
  /** What was said over a connection, and files: HTTP, DNS, file accesses. */
  CONTENT,
  /** That a flow begins, is established or ends. */
  CONNECTION,
  /** Programs that start, and what a vendor's source tells. */
  ACTIVITY,
  /** Containers that come and go. */
  CONTAINER;

  static EventClass of(Event event) {
    return switch (event) {
      case Flow flow ->
          switch (flow.phase()) {
            case ATTEMPT, ESTABLISHED, CLOSE -> CONNECTION;
            case UPDATE, UNKNOWN -> DETAIL;
          };
      case HttpExchange _, DnsExchange _, FileEvent _ -> CONTENT;
      case ContainerEvent _ -> CONTAINER;
      default -> ACTIVITY;
    };
  }

  /** The word for people and metrics. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
