package io.ringwall.sdk.event;

import java.time.Instant;
import java.util.Map;

/** What all events have. */
record EventHeader(
    Origin origin,
    long sequence,
    int ordinal,
    Instant time,
    Instant observedAt,
    Map<String, Object> attributes) {
  String id() {
    String id = origin.host() + "/" + origin.source() + "/" + origin.epoch() + "/" + sequence;
    return ordinal == 0 ? id : id + "." + ordinal;
  }
}
