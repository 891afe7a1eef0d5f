package io.ringwall.sdk.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** An HTTP request, and its response if it was seen. */
@ProviderType
public interface HttpExchange extends Answerable {
  /** The client's end of the connection. */
  Endpoint originator();

  /** The server's end. */
  Endpoint responder();

  /** The flow it was seen in. */
  @Nullable String flowId();

  /** Method as sent. */
  String method();

  /** http or https. */
  String scheme();

  /** Host or :authority, lower-case, without port; {@link #host()} is where it happened. */
  String httpHost();

  /** Path as sent, without query. */
  String path();

  /** Path after decoding and removal of dot segments; empty where not computed. */
  String normalisedPath();

  /** Query as sent. */
  @Nullable String query();

  /** HTTP version. */
  String version();

  /** The configured subset of headers, names in lower case. */
  Map<String, String> headers();

  /** User-Agent. */
  @Nullable String userAgent();

  /** The request's body. */
  @Nullable HttpRequest request();

  /** Files in the request. */
  List<HttpUpload> uploads();

  /** Status; 0 while no response was seen. */
  int status();

  /** The response's body. */
  @Nullable HttpResponse response();

  /** When the request was complete. */
  @Nullable Instant received();

  /** When the response began. */
  @Nullable Instant firstByte();

  /** When the response was complete. */
  @Nullable Instant completed();

  /** Addresses of X-Forwarded-For, nearest first. */
  List<IpAddress> clientChain();

  /** The client, by the configured number of trusted proxies. */
  @Nullable IpAddress client();

  /** Hashed session id. */
  @Nullable String session();

  /** Anomaly scores. */
  @Nullable HttpScores scores();

  /** Rules of the web application firewall that matched. */
  List<HttpMatch> matches();

  /** What was done with it. */
  HttpAction action();

  /** Trace id of the request. */
  @Nullable String traceId();

  /**
   * Starts a new HttpExchange.
   *
   * @param origin host, source and epoch of the record
   * @param sequence the record's position in that epoch, as the source defines it
   * @param time when it happened
   */
  static HttpExchangeBuilder builder(Origin origin, long sequence, Instant time) {
    return new HttpExchangeBuilder(origin, sequence, time);
  }
}
