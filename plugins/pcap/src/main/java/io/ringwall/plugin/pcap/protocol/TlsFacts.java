package io.ringwall.plugin.pcap.protocol;

import org.jspecify.annotations.Nullable;

/** What a TLS handshake has shown until now. */
public final class TlsFacts {
  int offeredVersion;
  int chosenVersion;
  @Nullable String serverName;
  boolean encryptedClientHello;
  @Nullable String offeredProtocol;
  @Nullable String chosenProtocol;
  int cipher = -1;
  @Nullable String ja4;
  @Nullable String certificateSubject;

  TlsFacts() {}

  /** Negotiated version, or the highest offered. */
  public String version() {
    return TlsNames.version(chosenVersion != 0 ? chosenVersion : offeredVersion);
  }

  /** Server name asked for, lower-case, no final dot. */
  public @Nullable String serverName() {
    return serverName;
  }

  /** Was Encrypted Client Hello offered. */
  public boolean encryptedClientHello() {
    return encryptedClientHello;
  }

  /** Application protocol chosen, or the first offered. */
  public @Nullable String applicationProtocol() {
    return chosenProtocol != null ? chosenProtocol : offeredProtocol;
  }

  /** Chosen cipher suite. */
  public @Nullable String cipher() {
    return cipher < 0 ? null : TlsNames.cipher(cipher);
  }

  /** JA4 fingerprint of the client. */
  public @Nullable String ja4() {
    return ja4;
  }

  /** Subject of the server's certificate. */
  public @Nullable String certificateSubject() {
    return certificateSubject;
  }
}
