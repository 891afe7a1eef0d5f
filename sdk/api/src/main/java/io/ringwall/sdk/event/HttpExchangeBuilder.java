package io.ringwall.sdk.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link HttpExchange}; not thread-safe. Setters are named after the accessors they fill.
 */
public final class HttpExchangeBuilder extends EventBuilder<HttpExchangeBuilder> {
  private @Nullable Endpoint originator;
  private @Nullable Endpoint responder;
  private @Nullable String flowId;
  private @Nullable String method;
  private String scheme = "http";
  private String httpHost = "";
  private @Nullable String path;
  private String normalisedPath = "";
  private @Nullable String query;
  private String version = "1.1";
  private Map<String, String> headers = Map.of();
  private @Nullable String userAgent;
  private @Nullable HttpRequest request;
  private List<HttpUpload> uploads = List.of();
  private int status = 0;
  private @Nullable HttpResponse response;
  private @Nullable Instant received;
  private @Nullable Instant firstByte;
  private @Nullable Instant completed;
  private List<IpAddress> clientChain = List.of();
  private @Nullable IpAddress client;
  private @Nullable String session;
  private @Nullable HttpScores scores;
  private List<HttpMatch> matches = List.of();
  private HttpAction action = HttpAction.UNKNOWN;
  private @Nullable String traceId;
  private @Nullable Verdict verdict;

  HttpExchangeBuilder(Origin origin, long sequence, Instant time) {
    super(origin, sequence, time);
  }

  @Override
  HttpExchangeBuilder self() {
    return this;
  }

  /** Sets {@link HttpExchange#originator()}. */
  public HttpExchangeBuilder originator(Endpoint originator) {
    this.originator = originator;
    return this;
  }

  /** Sets {@link HttpExchange#responder()}. */
  public HttpExchangeBuilder responder(Endpoint responder) {
    this.responder = responder;
    return this;
  }

  /** Sets {@link HttpExchange#flowId()}. */
  public HttpExchangeBuilder flowId(@Nullable String flowId) {
    this.flowId = flowId;
    return this;
  }

  /** Sets {@link HttpExchange#method()}. */
  public HttpExchangeBuilder method(String method) {
    this.method = method;
    return this;
  }

  /** Sets {@link HttpExchange#scheme()}. */
  public HttpExchangeBuilder scheme(String scheme) {
    this.scheme = scheme;
    return this;
  }

  /** Sets {@link HttpExchange#httpHost()}. */
  public HttpExchangeBuilder httpHost(String httpHost) {
    this.httpHost = httpHost;
    return this;
  }

  /** Sets {@link HttpExchange#path()}. */
  public HttpExchangeBuilder path(String path) {
    this.path = path;
    return this;
  }

  /** Sets {@link HttpExchange#normalisedPath()}. */
  public HttpExchangeBuilder normalisedPath(String normalisedPath) {
    this.normalisedPath = normalisedPath;
    return this;
  }

  /** Sets {@link HttpExchange#query()}. */
  public HttpExchangeBuilder query(@Nullable String query) {
    this.query = query;
    return this;
  }

  /** Sets {@link HttpExchange#version()}. */
  public HttpExchangeBuilder version(String version) {
    this.version = version;
    return this;
  }

  /** Sets {@link HttpExchange#headers()}. */
  public HttpExchangeBuilder headers(Map<String, String> headers) {
    this.headers = Map.copyOf(headers);
    return this;
  }

  /** Sets {@link HttpExchange#userAgent()}. */
  public HttpExchangeBuilder userAgent(@Nullable String userAgent) {
    this.userAgent = userAgent;
    return this;
  }

  /** Sets {@link HttpExchange#request()}. */
  public HttpExchangeBuilder request(@Nullable HttpRequest request) {
    this.request = request;
    return this;
  }

  /** Sets {@link HttpExchange#uploads()}. */
  public HttpExchangeBuilder uploads(List<HttpUpload> uploads) {
    this.uploads = List.copyOf(uploads);
    return this;
  }

  /** Sets {@link HttpExchange#status()}. */
  public HttpExchangeBuilder status(int status) {
    this.status = status;
    return this;
  }

  /** Sets {@link HttpExchange#response()}. */
  public HttpExchangeBuilder response(@Nullable HttpResponse response) {
    this.response = response;
    return this;
  }

  /** Sets {@link HttpExchange#received()}. */
  public HttpExchangeBuilder received(@Nullable Instant received) {
    this.received = received;
    return this;
  }

  /** Sets {@link HttpExchange#firstByte()}. */
  public HttpExchangeBuilder firstByte(@Nullable Instant firstByte) {
    this.firstByte = firstByte;
    return this;
  }

  /** Sets {@link HttpExchange#completed()}. */
  public HttpExchangeBuilder completed(@Nullable Instant completed) {
    this.completed = completed;
    return this;
  }

  /** Sets {@link HttpExchange#clientChain()}. */
  public HttpExchangeBuilder clientChain(List<IpAddress> clientChain) {
    this.clientChain = List.copyOf(clientChain);
    return this;
  }

  /** Sets {@link HttpExchange#client()}. */
  public HttpExchangeBuilder client(@Nullable IpAddress client) {
    this.client = client;
    return this;
  }

  /** Sets {@link HttpExchange#session()}. */
  public HttpExchangeBuilder session(@Nullable String session) {
    this.session = session;
    return this;
  }

  /** Sets {@link HttpExchange#scores()}. */
  public HttpExchangeBuilder scores(@Nullable HttpScores scores) {
    this.scores = scores;
    return this;
  }

  /** Sets {@link HttpExchange#matches()}. */
  public HttpExchangeBuilder matches(List<HttpMatch> matches) {
    this.matches = List.copyOf(matches);
    return this;
  }

  /** Sets {@link HttpExchange#action()}. */
  public HttpExchangeBuilder action(HttpAction action) {
    this.action = action;
    return this;
  }

  /** Sets {@link HttpExchange#traceId()}. */
  public HttpExchangeBuilder traceId(@Nullable String traceId) {
    this.traceId = traceId;
    return this;
  }

  /**
   * Sets {@link HttpExchange#verdict()}: what {@code Judge} answered about this event, as it was
   * given. With it what the rules marked {@code @inline} found travels along: they are not judged
   * again.
   */
  public HttpExchangeBuilder verdict(@Nullable Verdict verdict) {
    this.verdict = verdict;
    return this;
  }

  /**
   * Makes the HttpExchange.
   *
   * @throws NullPointerException when a required part is missing; the message names it
   */
  public HttpExchange build() {
    return new HttpExchangeData(
        header(),
        Objects.requireNonNull(originator, "originator"),
        Objects.requireNonNull(responder, "responder"),
        flowId,
        Objects.requireNonNull(method, "method"),
        scheme,
        httpHost,
        Objects.requireNonNull(path, "path"),
        normalisedPath,
        query,
        version,
        headers,
        userAgent,
        request,
        uploads,
        status,
        response,
        received,
        firstByte,
        completed,
        clientChain,
        client,
        session,
        scores,
        matches,
        action,
        traceId,
        verdict);
  }
}
