package io.ringwall.sdk.event;

/**
 * Something mounted into a container.
 *
 * @param source path on the host, or name of the volume
 * @param target path inside
 * @param writable may the container write to it
 * @param type bind, volume, tmpfs, …
 */
public record Mount(String source, String target, boolean writable, String type) {}
