package io.ringwall.plugin.pcap;

import org.jspecify.annotations.Nullable;

/**
 * Where packets come from.
 *
 * @param epoch identity of the file
 * @param fileName its name, without folder
 * @param interfaceName the interface, where the file names it
 */
record CaptureInput(String epoch, String fileName, @Nullable String interfaceName) {}
