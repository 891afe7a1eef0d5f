package io.ringwall.sdk.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An event of a vendor's own kind. Its attributes are declared by the plugin (checked by the rule
 * linter) and read by DRL as <code>CustomEvent(type == "acme.login", text("user") ==
 * "root")</code>.
 */
@ProviderType
public interface CustomEvent extends Answerable {
  /** Kind, prefixed by the vendor: <code>acme.login</code>. */
  String type();

  /** The container it concerns. */
  @Nullable Workload workload();

  /** The client, where it has one. */
  @Nullable Endpoint originator();

  /** The server, where it has one. */
  @Nullable Endpoint responder();

  /**
   * Starts a new CustomEvent.
   *
   * @param origin host, source and epoch of the record
   * @param sequence the record's position in that epoch, as the source defines it
   * @param time when it happened
   */
  static CustomEventBuilder builder(Origin origin, long sequence, Instant time) {
    return new CustomEventBuilder(origin, sequence, time);
  }
}
