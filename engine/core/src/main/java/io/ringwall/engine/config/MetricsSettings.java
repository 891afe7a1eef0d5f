package io.ringwall.engine.config;

/**
 * Where a running engine shows how it fares, in Prometheus' text format, at {@code /metrics}.
 *
 * @param listen address and port, such as {@code 127.0.0.1:9464} or {@code [::1]:9464}; empty for
 *     nowhere
 */
public record MetricsSettings(String listen) {
  /** Nowhere. */
  public static final MetricsSettings NONE = new MetricsSettings("");

  private static final int PORT_MAX = 65_535;

  public MetricsSettings {
    if (!listen.isEmpty() && port(listen) < 0) {
      throw new IllegalArgumentException(
          "listen: expected an address and a port, such as 127.0.0.1:9464, found '" + listen + "'");
    }
  }

  /** The address; where {@link #listen} is not empty. */
  public String address() {
    String address = listen.substring(0, listen.lastIndexOf(':'));
    return address.startsWith("[") ? address.substring(1, address.length() - 1) : address;
  }

  /** The port; where {@link #listen} is not empty. 0 is for any that is free. */
  public int port() {
    return port(listen);
  }

  private static int port(String listen) {
    int colon = listen.lastIndexOf(':');
    String port = listen.substring(colon + 1);
    if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > PORT_MAX) {
      return -1;
    }
    String address = listen.substring(0, colon);
    boolean bracketed = address.startsWith("[") && address.endsWith("]");
    return address.contains(":") && !bracketed ? -1 : Integer.parseInt(port);
  }
}
