package io.ringwall.sdk.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link ContainerSecurity}; not thread-safe. Setters are named after the accessors they
 * fill.
 */
public final class ContainerSecurityBuilder {
  private boolean privileged = false;
  private List<String> addedCapabilities = List.of();
  private @Nullable String user;
  private boolean hostNetwork = false;
  private boolean hostPid = false;
  private boolean hostIpc = false;
  private boolean readOnlyRoot = false;
  private @Nullable String seccomp;
  private @Nullable String appArmor;

  ContainerSecurityBuilder() {}

  /** Sets {@link ContainerSecurity#privileged()}. */
  public ContainerSecurityBuilder privileged(boolean privileged) {
    this.privileged = privileged;
    return this;
  }

  /** Sets {@link ContainerSecurity#addedCapabilities()}. */
  public ContainerSecurityBuilder addedCapabilities(List<String> addedCapabilities) {
    this.addedCapabilities = List.copyOf(addedCapabilities);
    return this;
  }

  /** Sets {@link ContainerSecurity#user()}. */
  public ContainerSecurityBuilder user(@Nullable String user) {
    this.user = user;
    return this;
  }

  /** Sets {@link ContainerSecurity#hostNetwork()}. */
  public ContainerSecurityBuilder hostNetwork(boolean hostNetwork) {
    this.hostNetwork = hostNetwork;
    return this;
  }

  /** Sets {@link ContainerSecurity#hostPid()}. */
  public ContainerSecurityBuilder hostPid(boolean hostPid) {
    this.hostPid = hostPid;
    return this;
  }

  /** Sets {@link ContainerSecurity#hostIpc()}. */
  public ContainerSecurityBuilder hostIpc(boolean hostIpc) {
    this.hostIpc = hostIpc;
    return this;
  }

  /** Sets {@link ContainerSecurity#readOnlyRoot()}. */
  public ContainerSecurityBuilder readOnlyRoot(boolean readOnlyRoot) {
    this.readOnlyRoot = readOnlyRoot;
    return this;
  }

  /** Sets {@link ContainerSecurity#seccomp()}. */
  public ContainerSecurityBuilder seccomp(@Nullable String seccomp) {
    this.seccomp = seccomp;
    return this;
  }

  /** Sets {@link ContainerSecurity#appArmor()}. */
  public ContainerSecurityBuilder appArmor(@Nullable String appArmor) {
    this.appArmor = appArmor;
    return this;
  }

  /**
   * Makes the ContainerSecurity.
   *
   * @throws NullPointerException when a required part is missing; the message names it
   */
  public ContainerSecurity build() {
    return new ContainerSecurityData(
        privileged,
        addedCapabilities,
        user,
        hostNetwork,
        hostPid,
        hostIpc,
        readOnlyRoot,
        seccomp,
        appArmor);
  }
}
