package io.ringwall.plugin.process;

/**
 * Settings of the source of processes.
 *
 * @param hostProcesses also processes of the host that run in no container
 * @param bufferBytes memory in which the kernel keeps what happens until it is read; what comes
 *     while it is full is lost, and counted
 * @param maxConnections connections followed at the same time, about 1 KiB each; of others nobody
 *     learns the process, and they are counted
 */
public record ProcessSettings(boolean hostProcesses, int bufferBytes, int maxConnections) {
  private static final int MIN_BUFFER = 1 << 16;
  private static final int MAX_BUFFER = 1 << 30;

  /** Checks every setting. */
  public ProcessSettings {
    if (bufferBytes < MIN_BUFFER || bufferBytes > MAX_BUFFER) {
      throw new IllegalArgumentException(
          "buffer-bytes must be between "
              + MIN_BUFFER
              + " and "
              + MAX_BUFFER
              + ", was "
              + bufferBytes);
    }
    if (maxConnections <= 0) {
      throw new IllegalArgumentException("max-connections must be positive, was " + maxConnections);
    }
  }

  /** What holds where the user says nothing. */
  static ProcessSettings defaults() {
    return new ProcessSettings(false, 8 << 20, 32_768);
  }
}
