package io.ringwall.sdk.event;

import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link HttpResponse}; not thread-safe. Setters are named after the accessors they fill.
 */
public final class HttpResponseBuilder {
  private long bytes = 0;
  private long bodyBytes = 0;
  private @Nullable String contentType;

  HttpResponseBuilder() {}

  /** Sets {@link HttpResponse#bytes()}. */
  public HttpResponseBuilder bytes(long bytes) {
    this.bytes = bytes;
    return this;
  }

  /** Sets {@link HttpResponse#bodyBytes()}. */
  public HttpResponseBuilder bodyBytes(long bodyBytes) {
    this.bodyBytes = bodyBytes;
    return this;
  }

  /** Sets {@link HttpResponse#contentType()}. */
  public HttpResponseBuilder contentType(@Nullable String contentType) {
    this.contentType = contentType;
    return this;
  }

  /**
   * Makes the HttpResponse.
   *
   * @throws NullPointerException when a required part is missing; the message names it
   */
  public HttpResponse build() {
    return new HttpResponseData(bytes, bodyBytes, contentType);
  }
}
