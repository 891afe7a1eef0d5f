package io.ringwall.sdk.event;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** How far a container was let out of its box. */
@ProviderType
public interface ContainerSecurity {
  /** All capabilities and devices. */
  boolean privileged();

  /** Capabilities added, such as SYS_ADMIN. */
  List<String> addedCapabilities();

  /** The user its main process runs as; absent for the image's default. */
  @Nullable String user();

  /** Shares the host's network. */
  boolean hostNetwork();

  /** Shares the host's process ids. */
  boolean hostPid();

  /** Shares the host's IPC. */
  boolean hostIpc();

  /** Its root file system is read-only. */
  boolean readOnlyRoot();

  /** Seccomp profile; <code>unconfined</code> for none. */
  @Nullable String seccomp();

  /** AppArmor profile; <code>unconfined</code> for none. */
  @Nullable String appArmor();

  /** Starts a new ContainerSecurity. */
  static ContainerSecurityBuilder builder() {
    return new ContainerSecurityBuilder();
  }
}
