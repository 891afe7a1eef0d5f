package io.ringwall.plugin.pcap.protocol;

import io.ringwall.sdk.event.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the payload of one flow has shown until now. */
public final class FlowFacts {
  @Nullable String applicationProtocol;
  @Nullable TlsFacts tls;
  @Nullable String httpHost;
  List<IpAddress> clientChain = List.of();

  FlowFacts() {}

  /** Protocol by content, or null when not told yet. */
  public @Nullable String applicationProtocol() {
    return applicationProtocol;
  }

  /** The TLS handshake, or null. */
  public @Nullable TlsFacts tls() {
    return tls;
  }

  /** Host of the first HTTP request, or null. */
  public @Nullable String httpHost() {
    return httpHost;
  }

  /** Clients before the originator, nearest first. */
  public List<IpAddress> clientChain() {
    return clientChain;
  }

  TlsFacts startTls() {
    TlsFacts known = tls;
    if (known == null) {
      known = new TlsFacts();
      tls = known;
    }
    return known;
  }
}
