package io.ringwall.sdk.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Tls}; not thread-safe. Setters are named after the accessors they fill. */
public final class TlsBuilder {
  private @Nullable String version;
  private @Nullable String sni;
  private boolean ech = false;
  private @Nullable String alpn;
  private @Nullable String cipher;
  private @Nullable String ja4;
  private @Nullable String certificateSubject;

  TlsBuilder() {}

  /** Sets {@link Tls#version()}. */
  public TlsBuilder version(String version) {
    this.version = version;
    return this;
  }

  /** Sets {@link Tls#sni()}. */
  public TlsBuilder sni(@Nullable String sni) {
    this.sni = sni;
    return this;
  }

  /** Sets {@link Tls#ech()}. */
  public TlsBuilder ech(boolean ech) {
    this.ech = ech;
    return this;
  }

  /** Sets {@link Tls#alpn()}. */
  public TlsBuilder alpn(@Nullable String alpn) {
    this.alpn = alpn;
    return this;
  }

  /** Sets {@link Tls#cipher()}. */
  public TlsBuilder cipher(@Nullable String cipher) {
    this.cipher = cipher;
    return this;
  }

  /** Sets {@link Tls#ja4()}. */
  public TlsBuilder ja4(@Nullable String ja4) {
    this.ja4 = ja4;
    return this;
  }

  /** Sets {@link Tls#certificateSubject()}. */
  public TlsBuilder certificateSubject(@Nullable String certificateSubject) {
    this.certificateSubject = certificateSubject;
    return this;
  }

  /**
   * Makes the Tls.
   *
   * @throws NullPointerException when a required part is missing; the message names it
   */
  public Tls build() {
    return new TlsData(
        Objects.requireNonNull(version, "version"),
        sni,
        ech,
        alpn,
        cipher,
        ja4,
        certificateSubject);
  }
}
