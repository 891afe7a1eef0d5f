package io.ringwall.sdk.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

  // Written out, as in IpAddress: each event of a source is compared with the last.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Origin origin
        && epoch.equals(origin.epoch)
        && source.equals(origin.source)
        && host.equals(origin.host);
  }

  @Override
  public int hashCode() {
    return (host.hashCode() * 31 + source.hashCode()) * 31 + epoch.hashCode();
  }
}
