package io.ringwall.plugin.falco;

import org.jspecify.annotations.Nullable;

/** Names of terminals by their device numbers, as Linux's devices.txt lists them. */
final class Terminal {
  private Terminal() {}

  /** Null for none. */
  static @Nullable String name(long device) {
    if (device == 0) {
      return null;
    }
    long major = device >> 8 & 0xfff;
    long minor = device & 0xff | device >> 12 & 0xfff00;
    if (major >= 136 && major <= 143) {
      return "pts/" + ((major - 136) * 256 + minor);
    }
    if (major == 4) {
      return minor < 64 ? "tty" + minor : "ttyS" + (minor - 64);
    }
    return major == 5 && minor == 1 ? "console" : major + ":" + minor;
  }
}
