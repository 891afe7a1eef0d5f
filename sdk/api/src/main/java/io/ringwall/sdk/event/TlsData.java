package io.ringwall.sdk.event;

import org.jspecify.annotations.Nullable;

record TlsData(
    String version,
    @Nullable String sni,
    boolean ech,
    @Nullable String alpn,
    @Nullable String cipher,
    @Nullable String ja4,
    @Nullable String certificateSubject)
    implements Tls {}
