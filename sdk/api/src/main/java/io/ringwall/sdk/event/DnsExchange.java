package io.ringwall.sdk.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A DNS question, and its answer if it was seen. An answer teaches the engine which names its
 * client resolved to which addresses.
 */
@ProviderType
public interface DnsExchange extends Event {
  /** The client. */
  Endpoint originator();

  /** The resolver. */
  Endpoint responder();

  /** The flow it was seen in. */
  @Nullable String flowId();

  /** Name asked for, lower-case, no final dot; bytes outside printable ASCII as \\DDD. */
  String query();

  /** Type asked for: A, AAAA, TXT, … */
  String type();

  /** NOERROR, NXDOMAIN, …; absent while unanswered. */
  @Nullable String responseCode();

  /** Records of the answer section. */
  List<DnsAnswer> answers();

  /** From question to answer. */
  @Nullable Duration roundTrip();

  /**
   * Starts a new DnsExchange.
   *
   * @param origin host, source and epoch of the record
   * @param sequence the record's position in that epoch, as the source defines it
   * @param time when it happened
   */
  static DnsExchangeBuilder builder(Origin origin, long sequence, Instant time) {
    return new DnsExchangeBuilder(origin, sequence, time);
  }
}
