package io.ringwall.sdk.plugin;

import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.WorkloadClass;
import org.jspecify.annotations.Nullable;

/**
 * One address of one container.
 *
 * @param workloadClass the class it belongs to
 * @param containerId the container
 * @param address the address
 * @param hostInterface the host's end of its link, where known
 */
public record Member(
    WorkloadClass workloadClass,
    String containerId,
    IpAddress address,
    @Nullable String hostInterface) {}
