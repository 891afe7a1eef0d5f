package io.ringwall.plugin.pcap.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What differs between QUIC versions in an Initial packet.
 *
 * @param salt of the initial secret, in hex (RFC 9001, 5.2; RFC 9369, 3.3.1; drafts ietf-quic-tls)
 * @param initialType the two type bits of an Initial packet
 * @param labels prefix of the key labels
 */
record QuicVersion(String salt, int initialType, String labels) {
  private static final QuicVersion ONE =
      new QuicVersion("38762cf7f55934b34d179ae6a4c80cadccbb7f0a", 0, "quic");
  private static final QuicVersion TWO =
      new QuicVersion("0dede3def700a6db819381be6e269dcbf9bd2ed9", 1, "quicv2");
  private static final QuicVersion DRAFT_29 =
      new QuicVersion("afbfec289993d24c9e9786f19c6111e04390a899", 0, "quic");
  private static final QuicVersion DRAFT_23 =
      new QuicVersion("c3eef712c72ebb5a11a7d2432bb46365bef9f502", 0, "quic");
  private static final QuicVersion DRAFT_21 =
      new QuicVersion("7fbcdb0e7c66bbe9193a96cd21519ebd7a02644a", 0, "quic");

  /** The version of this number; null when it is not known. */
  static @Nullable QuicVersion of(int number) {
    if (number == 1) {
      return ONE;
    }
    if (number == 0x6b33_43cf) {
      return TWO;
    }
    int draft = number >>> 8 == 0xff_0000 ? number & 0xff : facebook(number);
    if (draft >= 33) {
      return ONE;
    }
    if (draft >= 29) {
      return DRAFT_29;
    }
    if (draft >= 23) {
      return DRAFT_23;
    }
    return draft >= 21 ? DRAFT_21 : null;
  }

  /** Drafts that mvfst numbers on its own. */
  private static int facebook(int number) {
    return switch (number) {
      case 0xface_b002 -> 27;
      case 0xface_b00e -> 27;
      case 0xface_b003, 0xface_b001 -> 22;
      default -> 0;
    };
  }
}
