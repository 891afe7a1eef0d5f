package io.ringwall.plugin.pcap.protocol;

import org.jspecify.annotations.Nullable;

/** What usually speaks on a port (IANA, and practice): a hint where content does not tell. */
public final class ServicePorts {
  private ServicePorts() {}

  /** Name of the protocol usual on a TCP port, or null. */
  public static @Nullable String tcp(int port) {
    return switch (port) {
      case 21 -> "ftp";
      case 22 -> "ssh";
      case 23 -> "telnet";
      case 25, 587 -> "smtp";
      case 53 -> "dns";
      case 80, 8080 -> "http";
      case 88 -> "kerberos";
      case 110 -> "pop3";
      case 135 -> "dcerpc";
      case 139, 445 -> "smb";
      case 143 -> "imap";
      case 389 -> "ldap";
      case 443, 465, 636, 853, 993, 995, 8443 -> "tls";
      case 1433 -> "mssql";
      case 1521 -> "oracle";
      case 1883 -> "mqtt";
      case 2049 -> "nfs";
      case 2379 -> "etcd";
      case 3306 -> "mysql";
      case 3389 -> "rdp";
      case 4222 -> "nats";
      case 5432 -> "postgresql";
      case 5672 -> "amqp";
      case 5900 -> "vnc";
      case 6379 -> "redis";
      case 7687 -> "neo4j";
      case 9042 -> "cassandra";
      case 9092 -> "kafka";
      case 9200 -> "elasticsearch";
      case 11211 -> "memcached";
      case 27017 -> "mongodb";
      default -> null;
    };
  }

  /** Name of the protocol usual on a UDP port, or null. */
  public static @Nullable String udp(int port) {
    return switch (port) {
      case 53 -> "dns";
      case 67, 68 -> "dhcp";
      case 69 -> "tftp";
      case 88 -> "kerberos";
      case 123 -> "ntp";
      case 137 -> "netbios-ns";
      case 138 -> "netbios-dgm";
      case 161, 162 -> "snmp";
      case 389 -> "cldap";
      case 443 -> "quic";
      case 500, 4500 -> "ike";
      case 514 -> "syslog";
      case 1812, 1813 -> "radius";
      case 1900 -> "ssdp";
      case 3478 -> "stun";
      case 5353 -> "mdns";
      case 5355 -> "llmnr";
      case 8125 -> "statsd";
      case 11211 -> "memcached";
      default -> null;
    };
  }
}
