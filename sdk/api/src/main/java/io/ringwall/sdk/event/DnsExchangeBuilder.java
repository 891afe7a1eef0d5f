package io.ringwall.sdk.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link DnsExchange}; not thread-safe. Setters are named after the accessors they fill.
 */
public final class DnsExchangeBuilder extends EventBuilder<DnsExchangeBuilder> {
  private @Nullable Endpoint originator;
  private @Nullable Endpoint responder;
  private @Nullable String flowId;
  private @Nullable String query;
  private @Nullable String type;
  private @Nullable String responseCode;
  private List<DnsAnswer> answers = List.of();
  private @Nullable Duration roundTrip;

  DnsExchangeBuilder(Origin origin, long sequence, Instant time) {
    super(origin, sequence, time);
  }

  @Override
  DnsExchangeBuilder self() {
    return this;
  }

  /** Sets {@link DnsExchange#originator()}. */
  public DnsExchangeBuilder originator(Endpoint originator) {
    this.originator = originator;
    return this;
  }

  /** Sets {@link DnsExchange#responder()}. */
  public DnsExchangeBuilder responder(Endpoint responder) {
    this.responder = responder;
    return this;
  }

  /** Sets {@link DnsExchange#flowId()}. */
  public DnsExchangeBuilder flowId(@Nullable String flowId) {
    this.flowId = flowId;
    return this;
  }

  /** Sets {@link DnsExchange#query()}. */
  public DnsExchangeBuilder query(String query) {
    this.query = query;
    return this;
  }

  /** Sets {@link DnsExchange#type()}. */
  public DnsExchangeBuilder type(String type) {
    this.type = type;
    return this;
  }

  /** Sets {@link DnsExchange#responseCode()}. */
  public DnsExchangeBuilder responseCode(@Nullable String responseCode) {
    this.responseCode = responseCode;
    return this;
  }

  /** Sets {@link DnsExchange#answers()}. */
  public DnsExchangeBuilder answers(List<DnsAnswer> answers) {
    this.answers = List.copyOf(answers);
    return this;
  }

  /** Sets {@link DnsExchange#roundTrip()}. */
  public DnsExchangeBuilder roundTrip(@Nullable Duration roundTrip) {
    this.roundTrip = roundTrip;
    return this;
  }

  /**
   * Makes the DnsExchange.
   *
   * @throws NullPointerException when a required part is missing; the message names it
   */
  public DnsExchange build() {
    return new DnsExchangeData(
        header(),
        Objects.requireNonNull(originator, "originator"),
        Objects.requireNonNull(responder, "responder"),
        flowId,
        Objects.requireNonNull(query, "query"),
        Objects.requireNonNull(type, "type"),
        responseCode,
        answers,
        roundTrip);
  }
}
