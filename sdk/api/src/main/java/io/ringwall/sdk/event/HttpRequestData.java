package io.ringwall.sdk.event;

import org.jspecify.annotations.Nullable;

record HttpRequestData(
    long bytes, long bodyBytes, @Nullable String bodySha256, @Nullable String contentType)
    implements HttpRequest {}
