package io.ringwall.sdk.event;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** An event whose source may have asked {@code Judge} before it let it happen. */
@ProviderType
public interface Answerable extends Event {
  /** What was answered; null when nobody asked. */
  @Nullable Verdict verdict();
}
