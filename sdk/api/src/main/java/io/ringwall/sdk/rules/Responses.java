package io.ringwall.sdk.rules;

import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Workload;
import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The global {@code responses}: what a rule asks to be done. Each becomes a lease with owner,
 * reason and time to live, carried out only in mode prevent; else it is recorded as shadow.
 */
@ProviderType
public interface Responses {
  /** Refuse this client for a while. */
  void ban(IpAddress client, Duration timeToLive, String reason);

  /** Cut a workload off for a while. */
  void quarantine(Workload workload, Duration timeToLive, String reason);

  /** Stop a container. */
  void stop(Workload workload, String reason);
}
