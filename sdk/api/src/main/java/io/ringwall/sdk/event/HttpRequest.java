package io.ringwall.sdk.event;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** The request of an exchange. */
@ProviderType
public interface HttpRequest {
  /** Bytes on the wire. */
  long bytes();

  /** Bytes of the body. */
  long bodyBytes();

  /** Digest of the body. */
  @Nullable String bodySha256();

  /** Declared media type. */
  @Nullable String contentType();

  /** Starts a new HttpRequest. */
  static HttpRequestBuilder builder() {
    return new HttpRequestBuilder();
  }
}
