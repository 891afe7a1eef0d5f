package io.ringwall.sdk.event;

import org.jspecify.annotations.Nullable;

/**
 * A file in a request.
 *
 * @param field form field
 * @param fileName name given by the client
 * @param declaredType media type the client claims
 * @param detectedType media type by content
 * @param bytes size
 * @param sha256 digest of the content, lower-case hex
 */
public record HttpUpload(
    @Nullable String field,
    @Nullable String fileName,
    @Nullable String declaredType,
    @Nullable String detectedType,
    long bytes,
    @Nullable String sha256) {}
