package io.ringwall.sdk.plugin;

import io.ringwall.sdk.event.WorkloadClass;
import java.util.Map;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** Which addresses and interfaces the members of each class hold now. Immutable. */
@ProviderType
public interface Membership {
  /** Grows with each change. */
  long revision();

  /** Members by class. */
  Map<WorkloadClass, Set<Member>> members();

  /**
   * What changed since an earlier revision.
   *
   * @return the changes, or everything as added when that revision is no longer known
   */
  Changes<Member> changesSince(long revision);
}
