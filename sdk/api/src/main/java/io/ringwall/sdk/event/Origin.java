package io.ringwall.sdk.event;

import java.util.Objects;

/**
 * Where a stream of events comes from. A source gets it from its context and hands it to the
 * builders of events.
 *
 * @param host name of the host
 * @param source name of the plugin instance
 * @param epoch the stretch of the source's stream that sequence numbers count in
 */
public record Origin(String host, String source, String epoch) {
  public Origin {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(epoch, "epoch");
  }
}
