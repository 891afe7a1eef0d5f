package io.ringwall.plugin.pcap.protocol;

import java.nio.ByteBuffer;

/** Reads the bytes of a TCP connection, each side in order. */
interface StreamDissector {
  /** Some more bytes of one side. */
  void data(boolean fromOriginator, ByteBuffer data, int start, int end, long timeNanos);

  /** Bytes of one side are lost. */
  void gap(boolean fromOriginator, long length);

  /** The connection has ended. */
  default void close(long timeNanos) {}

  /** Is there nothing more to learn. */
  boolean isDone();
}
