package io.ringwall.testkit.application;

/**
 * A connection that the application never made, and that is to be found.
 *
 * @param from name of the container that begins it
 * @param to name of the container that it goes to, or an address outside
 * @param port the server's port
 */
public record ForeignConnection(String from, String to, int port)
    implements Comparable<ForeignConnection> {
  @Override
  public int compareTo(ForeignConnection other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return from + " -> " + to + ":" + port;
  }
}
