package io.ringwall.sdk.event;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** The response of an exchange. */
@ProviderType
public interface HttpResponse {
  /** Bytes on the wire. */
  long bytes();

  /** Bytes of the body. */
  long bodyBytes();

  /** Declared media type. */
  @Nullable String contentType();

  /** Starts a new HttpResponse. */
  static HttpResponseBuilder builder() {
    return new HttpResponseBuilder();
  }
}
