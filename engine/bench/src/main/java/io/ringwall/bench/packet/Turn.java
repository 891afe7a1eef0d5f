package io.ringwall.bench.packet;

/** What one side says before the other answers. */
public final class Turn {
  private final boolean fromClient;
  private final byte[] bytes;

  Turn(boolean fromClient, byte[] bytes) {
    this.fromClient = fromClient;
    this.bytes = bytes.clone();
  }

  /** Does the client say it. */
  public boolean fromClient() {
    return fromClient;
  }

  /** What is said. */
  public byte[] bytes() {
    return bytes.clone();
  }
}
