package io.ringwall.kernel.breach;

import io.ringwall.sdk.event.IpAddress;

/** A deliberate breach: the kernel's module needs another one. */
public record UsesSdk(IpAddress address) {}
