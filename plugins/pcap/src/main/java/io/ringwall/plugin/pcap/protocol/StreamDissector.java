package io.ringwall.plugin.pcap.protocol;

import java.nio.ByteBuffer;

/** Reads the bytes of a TCP connection, each side in order while it needs them so. */
interface StreamDissector {
  /** Learns nothing. */
  StreamDissector NOBODY =
      new StreamDissector() {
        @Override
        public void data(
            boolean fromOriginator, ByteBuffer data, int start, int end, long timeNanos) {
          // Nothing is learned.
        }

        @Override
        public void gap(boolean fromOriginator, long length) {
          // Nothing is missed.
        }

        @Override
        public boolean needsOrder() {
          return false;
        }

        @Override
        public boolean isDone() {
          return true;
        }
      };

  /** Some more bytes of one side. */
  void data(boolean fromOriginator, ByteBuffer data, int start, int end, long timeNanos);

  /** Bytes of one side are lost. */
  void gap(boolean fromOriginator, long length);

  /** The connection has ended. */
  default void close(long timeNanos) {}

  /** Does it make something of how bytes follow each other; else segments may come as they do. */
  default boolean needsOrder() {
    return true;
  }

  /** Is there nothing more to learn. */
  boolean isDone();
}
