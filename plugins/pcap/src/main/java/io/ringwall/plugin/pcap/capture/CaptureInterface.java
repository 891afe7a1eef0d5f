package io.ringwall.plugin.pcap.capture;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An interface description of pcapng.
 *
 * @param linkType link type of its packets
 * @param snapLength bytes kept of each packet, 0 for all
 * @param name its name, where given
 * @param resolution unit of its time stamps: high bit clear a negative power of 10, set of 2
 * @param offsetSeconds added to each time stamp
 */
record CaptureInterface(
    int linkType, long snapLength, @Nullable String name, int resolution, long offsetSeconds) {
  private static final long SECOND = 1_000_000_000L;
  private static final int MAX_NAME = 64;

  /** Time stamp to nanoseconds since 1970, held within what a long can say (to 2262). */
  long nanos(long units) {
    long nanos =
        switch (resolution) {
          case 6 -> scaled(units, 1_000);
          case 9 -> units < 0 ? Long.MAX_VALUE : units;
          default -> exact(units);
        };
    long offset = Math.clamp(offsetSeconds, -Long.MAX_VALUE / SECOND, Long.MAX_VALUE / SECOND);
    return Math.max(0, saturatedAdd(nanos, offset * SECOND));
  }

  private static long scaled(long units, long factor) {
    return units < 0 || units > Long.MAX_VALUE / factor ? Long.MAX_VALUE : units * factor;
  }

  private long exact(long units) {
    int power = resolution & 0x7f;
    BigInteger divisor =
        (resolution & 0x80) == 0 ? BigInteger.TEN.pow(power) : BigInteger.TWO.pow(power);
    BigInteger value =
        new BigInteger(Long.toUnsignedString(units))
            .multiply(BigInteger.valueOf(SECOND))
            .divide(divisor);
    return value.bitLength() > 63 ? Long.MAX_VALUE : value.longValue();
  }

  private static long saturatedAdd(long left, long right) {
    long sum = left + right;
    boolean overflow = ((left ^ sum) & (right ^ sum)) < 0;
    return overflow ? (left < 0 ? 0 : Long.MAX_VALUE) : sum;
  }

  /** Collects the options of an interface description. */
  static final class Builder {
    private static final int NAME = 2;
    private static final int RESOLUTION = 9;
    private static final int OFFSET = 14;

    private final int linkType;
    private final long snapLength;
    private @Nullable String name;
    private int resolution = 6;
    private long offsetSeconds;

    Builder(int linkType, long snapLength) {
      this.linkType = linkType;
      this.snapLength = snapLength;
    }

    void option(int code, ByteBuffer buffer, int index, int size, boolean littleEndian) {
      if (code == NAME) {
        byte[] text = new byte[Math.min(size, MAX_NAME)];
        buffer.get(index, text);
        name = new String(text, StandardCharsets.UTF_8).replace("\0", "");
      } else if (code == RESOLUTION && size >= 1) {
        resolution = buffer.get(index) & 0xff;
      } else if (code == OFFSET && size >= 8) {
        ByteOrder order = littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        offsetSeconds = buffer.slice(index, 8).order(order).getLong();
      }
    }

    CaptureInterface build() {
      return new CaptureInterface(linkType, snapLength, name, resolution, offsetSeconds);
    }
  }
}
