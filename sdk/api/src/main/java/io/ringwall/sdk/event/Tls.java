package io.ringwall.sdk.event;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** What a TLS handshake showed. */
@ProviderType
public interface Tls {
  /** Negotiated version, or the highest offered: <code>TLSv1.3</code>. */
  String version();

  /** Server name asked for, lower-case, no final dot; the outer one under ECH. */
  @Nullable String sni();

  /**
   * Was Encrypted Client Hello offered, which makes the name the provider's and not to be trusted.
   */
  boolean ech();

  /** First application protocol offered, or the one chosen. */
  @Nullable String alpn();

  /** Chosen cipher suite. */
  @Nullable String cipher();

  /** JA4 fingerprint of the client (FoxIO, JA4). */
  @Nullable String ja4();

  /** Subject of the server's certificate. */
  @Nullable String certificateSubject();

  /** Starts a new Tls. */
  static TlsBuilder builder() {
    return new TlsBuilder();
  }
}
