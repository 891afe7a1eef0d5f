package io.ringwall.sdk.event;

import org.jspecify.annotations.Nullable;

/**
 * A port of a container that the host offers.
 *
 * @param hostAddress the address it is offered on; absent for all
 * @param hostPort port on the host
 * @param containerPort port inside
 * @param protocol TCP, UDP or SCTP
 */
public record PublishedPort(
    @Nullable IpAddress hostAddress, int hostPort, int containerPort, Protocol protocol) {}
