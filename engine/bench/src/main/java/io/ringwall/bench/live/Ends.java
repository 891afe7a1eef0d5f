package io.ringwall.bench.live;

/** The addresses of those who talk. */
final class Ends {
  static final String GATEWAY = "10.77.0.1";
  static final int CLIENTS = 50;
  static final int SERVERS = 20;

  /** What plugin "roster" is told of them. */
  static final String ROSTER = "  roster: { clients: " + CLIENTS + ", servers: " + SERVERS + " }\n";

  private static final int CLIENT = 10 << 24 | 77 << 16 | 1 << 8;
  private static final int SERVER = 10 << 24 | 77 << 16 | 2 << 8;

  private Ends() {}

  static int client(int number) {
    return CLIENT + 1 + number;
  }

  static int server(int number) {
    return SERVER + 1 + number;
  }
}
