package io.ringwall.plugin.pcap.flow;

/** Ports above 1023 on which well-known services listen; needed where the first packet is lost. */
final class KnownPorts {
  private KnownPorts() {}

  static boolean isTcpService(int port) {
    return switch (port) {
      case 1080,
          1433,
          1521,
          1883,
          2049,
          2181,
          2375,
          2376,
          2379,
          2380,
          3000,
          3128,
          3268,
          3306,
          3389,
          4222,
          5000,
          5060,
          5432,
          5601,
          5671,
          5672,
          5900,
          5985,
          6379,
          6443,
          7000,
          7687,
          8000,
          8008,
          8080,
          8081,
          8086,
          8443,
          8500,
          8883,
          8888,
          9000,
          9042,
          9090,
          9092,
          9093,
          9200,
          9300,
          9418,
          10250,
          11211,
          15672,
          26379,
          27017,
          27018,
          50051 ->
          true;
      default -> false;
    };
  }

  /** UDP services whose answers are met without their questions (SSDP, mDNS, WSD, memcached). */
  static boolean isUdpReflector(int port) {
    return switch (port) {
      case 1900, 3702, 5353, 11211 -> true;
      default -> false;
    };
  }
}
