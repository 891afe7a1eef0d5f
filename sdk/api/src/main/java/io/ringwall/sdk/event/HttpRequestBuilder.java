package io.ringwall.sdk.event;

import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link HttpRequest}; not thread-safe. Setters are named after the accessors they fill.
 */
public final class HttpRequestBuilder {
  private long bytes = 0;
  private long bodyBytes = 0;
  private @Nullable String bodySha256;
  private @Nullable String contentType;

  HttpRequestBuilder() {}

  /** Sets {@link HttpRequest#bytes()}. */
  public HttpRequestBuilder bytes(long bytes) {
    this.bytes = bytes;
    return this;
  }

  /** Sets {@link HttpRequest#bodyBytes()}. */
  public HttpRequestBuilder bodyBytes(long bodyBytes) {
    this.bodyBytes = bodyBytes;
    return this;
  }

  /** Sets {@link HttpRequest#bodySha256()}. */
  public HttpRequestBuilder bodySha256(@Nullable String bodySha256) {
    this.bodySha256 = bodySha256;
    return this;
  }

  /** Sets {@link HttpRequest#contentType()}. */
  public HttpRequestBuilder contentType(@Nullable String contentType) {
    this.contentType = contentType;
    return this;
  }

  /**
   * Makes the HttpRequest.
   *
   * @throws NullPointerException when a required part is missing; the message names it
   */
  public HttpRequest build() {
    return new HttpRequestData(bytes, bodyBytes, bodySha256, contentType);
  }
}
