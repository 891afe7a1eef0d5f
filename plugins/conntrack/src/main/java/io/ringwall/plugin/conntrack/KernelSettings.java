package io.ringwall.plugin.conntrack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What this host's kernel was told to track.
 *
 * @param folder where it says so: /proc/sys/net
 */
record KernelSettings(Path folder) {
  static final String BRIDGED = "bridge/bridge-nf-call-iptables";

  private static final int DIGITS_MAX = 64;

  /** Does it count packets and bytes. */
  boolean counts() {
    return isOn("netfilter/nf_conntrack_acct");
  }

  /** Does it note when a connection began. */
  boolean notesTimes() {
    return isOn("netfilter/nf_conntrack_timestamp");
  }

  /** Does it track what passes within one bridge. */
  boolean seesBridged() {
    return isOn(BRIDGED);
  }

  private boolean isOn(String setting) {
    return number(setting).equals(OptionalLong.of(1));
  }

  /** A setting's number; empty when this kernel, as it runs now, does not have it. */
  OptionalLong number(String setting) {
    // In one call: the kernel gives the rest of a number to nobody who took a part of it.
    ByteBuffer digits = ByteBuffer.allocate(DIGITS_MAX);
    try (SeekableByteChannel file = Files.newByteChannel(folder.resolve(setting))) {
      int length = Math.max(0, file.read(digits));
      String text = new String(digits.array(), 0, length, StandardCharsets.US_ASCII);
      return OptionalLong.of(Long.parseLong(text.strip()));
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
