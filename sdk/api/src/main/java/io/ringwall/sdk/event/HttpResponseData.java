package io.ringwall.sdk.event;

import org.jspecify.annotations.Nullable;

record HttpResponseData(long bytes, long bodyBytes, @Nullable String contentType)
    implements HttpResponse {}
