package io.ringwall.sdk.event;

import java.time.Instant;
import java.util.Map;

/** Answers what all events have from an {@link EventHeader}. */
interface HeaderedEvent extends Event {
  EventHeader header();

  @Override
  default String id() {
    return header().id();
  }

  @Override
  default Instant time() {
    return header().time();
  }

  @Override
  default Instant observedAt() {
    return header().observedAt();
  }

  @Override
  default String source() {
    return header().origin().source();
  }

  @Override
  default String host() {
    return header().origin().host();
  }

  @Override
  default String epoch() {
    return header().origin().epoch();
  }

  @Override
  default long sequence() {
    return header().sequence();
  }

  @Override
  default int ordinal() {
    return header().ordinal();
  }

  @Override
  default Map<String, Object> attributes() {
    return header().attributes();
  }
}
