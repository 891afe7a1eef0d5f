package io.ringwall.sdk.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

record HttpExchangeData(
    EventHeader header,
    Endpoint originator,
    Endpoint responder,
    @Nullable String flowId,
    String method,
    String scheme,
    String httpHost,
    String path,
    String normalisedPath,
    @Nullable String query,
    String version,
    Map<String, String> headers,
    @Nullable String userAgent,
    @Nullable HttpRequest request,
    List<HttpUpload> uploads,
    int status,
    @Nullable HttpResponse response,
    @Nullable Instant received,
    @Nullable Instant firstByte,
    @Nullable Instant completed,
    List<IpAddress> clientChain,
    @Nullable IpAddress client,
    @Nullable String session,
    @Nullable HttpScores scores,
    List<HttpMatch> matches,
    HttpAction action,
    @Nullable String traceId,
    @Nullable Verdict verdict)
    implements HeaderedEvent, HttpExchange {}
