package io.ringwall.sdk.plugin;

import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.WorkloadClass;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** All edges allowed to the classes that are in mode prevent. Immutable. */
@ProviderType
public interface Boundary {
  /** Grows with each change. */
  long revision();

  /** The classes that may only do what {@link #edges()} lists, as source or as destination. */
  Set<WorkloadClass> guarded();

  /** What is allowed to them. */
  Set<EdgeKey> edges();

  /**
   * What changed since an earlier revision.
   *
   * @return the changes, or everything as added when that revision is no longer known
   */
  Changes<EdgeKey> changesSince(long revision);
}
