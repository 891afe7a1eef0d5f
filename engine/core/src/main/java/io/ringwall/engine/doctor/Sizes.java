package io.ringwall.engine.doctor;

import java.util.Locale;

/** Sizes as people read them, in the powers of two that limits are set in. */
final class Sizes {
  private Sizes() {}

  static String of(long bytes) {
    double value = bytes;
    for (String unit : new String[] {"B", "KiB", "MiB", "GiB"}) {
      if (value < 1_024) {
        boolean whole = value >= 10 || unit.equals("B");
        return String.format(Locale.ROOT, whole ? "%.0f %s" : "%.1f %s", value, unit);
      }
      value /= 1_024;
    }
    return String.format(Locale.ROOT, "%.1f TiB", value);
  }
}
