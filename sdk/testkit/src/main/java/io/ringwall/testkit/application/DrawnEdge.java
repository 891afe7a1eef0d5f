package io.ringwall.testkit.application;

/**
 * An edge that is to be learned.
 *
 * @param from {@code namespace/service repository}, {@code host NAME} or {@code outside}
 * @param to the same, or {@code name NAME} or {@code address ADDRESS}
 * @param protocol TCP, UDP or ICMP
 * @param port the server's port, or the ICMP type
 */
public record DrawnEdge(String from, String to, String protocol, int port)
    implements Comparable<DrawnEdge> {
  @Override
  public int compareTo(DrawnEdge other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return from + " -> " + to + " " + port + "/" + protocol;
  }
}
