package io.ringwall.plugin.pcap.protocol;

import io.ringwall.sdk.event.IpAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request, and the head of its response if it was seen.
 *
 * @param method as sent
 * @param host lower-case, without port
 * @param path as sent, without query
 * @param query as sent
 * @param version 1.0, 1.1, 2
 * @param headers the kept headers of the request, names in lower case
 * @param userAgent User-Agent
 * @param contentType declared type of the request's body
 * @param requestBytes head and body of the request, as far as seen
 * @param requestBodyBytes body of the request, as far as seen
 * @param receivedNanos time of the request
 * @param clientChain X-Forwarded-For, nearest first
 * @param status 0 without response
 * @param responseContentType declared type of the response's body
 * @param responseBodyBytes declared length of the response's body, -1 where unknown
 */
public record HttpTransaction(
    String method,
    String host,
    String path,
    @Nullable String query,
    String version,
    Map<String, String> headers,
    @Nullable String userAgent,
    @Nullable String contentType,
    long requestBytes,
    long requestBodyBytes,
    long receivedNanos,
    List<IpAddress> clientChain,
    int status,
    @Nullable String responseContentType,
    long responseBodyBytes) {}
