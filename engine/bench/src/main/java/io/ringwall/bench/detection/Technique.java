package io.ringwall.bench.detection;

/** What is scored. */
enum Technique {
  /** Many ports, or protocols, of one host. */
  PORT_SCAN("port scan"),
  /** One port, or echo, of many hosts. */
  SWEEP("sweep");

  private final String name;

  Technique(String name) {
    this.name = name;
  }

  @Override
  public String toString() {
    return name;
  }
}
