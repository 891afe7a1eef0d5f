package io.ringwall.engine.config;

/**
 * Something wrong in a file that the user wrote.
 *
 * @param position where
 * @param key the key's path, such as {@code plugins.pcap.max-flows}; empty where there is none
 * @param message what was expected and what was found
 */
public record Problem(Position position, String key, String message) {
  /**
   * {@code etc/ringwall.yaml:3:5: plugins.pcap.max-flow: unknown key; did you mean 'max-flows'?}.
   */
  @Override
  public String toString() {
    return position + ": " + (key.isEmpty() ? "" : key + ": ") + message;
  }
}
