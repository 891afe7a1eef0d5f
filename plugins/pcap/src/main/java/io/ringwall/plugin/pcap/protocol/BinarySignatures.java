package io.ringwall.plugin.pcap.protocol;

import org.jspecify.annotations.Nullable;

/** Signatures of databases, queues and other binary protocols over TCP. */
final class BinarySignatures {
  private static final int MAX_MESSAGE = 48_000_000;
  private static final String[] REDIS = {
    "PING\r\n", "ping\r\n", "AUTH ", "INFO\r\n", "info\r\n", "CONFIG "
  };

  private BinarySignatures() {}

  static @Nullable String of(Prefix client, Prefix server) {
    if (isPostgres(client)) {
      return "postgresql";
    }
    if (isMysql(server)) {
      return "mysql";
    }
    if (isRedis(client, server)) {
      return "redis";
    }
    if (isMongo(client) || isMongo(server)) {
      return "mongodb";
    }
    if (client.startsWith("AMQP\u0000")
        || client.startsWith("AMQP\u0002")
        || client.startsWith("AMQP\u0003")) {
      return "amqp";
    }
    if (isMemcachedBinary(client)) {
      return "memcached";
    }
    if (isCassandra(client, server)) {
      return "cassandra";
    }
    if (isMqtt(client)) {
      return "mqtt";
    }
    return others(client, server);
  }

  private static @Nullable String others(Prefix client, Prefix server) {
    if (client.hasAt(4, "\u00ffSMB")
        || client.hasAt(4, "\u00feSMB")
        || client.hasAt(4, "\u00fdSMB")) {
      return "smb";
    }
    if (isRdp(client)) {
      return "rdp";
    }
    if (isLdap(client)) {
      return "ldap";
    }
    if (isKafka(client, server)) {
      return "kafka";
    }
    if (isTds(client)) {
      return "mssql";
    }
    if (isKerberos(client)) {
      return "kerberos";
    }
    if (client.u16(0) == 0x0500 && client.u8(2) <= 19 && client.u8(4) == 0x10) {
      return "dcerpc";
    }
    if (client.u8(0) == 5
        && client.u8(1) > 0
        && client.length() == 2 + client.u8(1)
        && server.u8(0) == 5
        && server.length() == 2) {
      return "socks";
    }
    return null;
  }

  private static boolean isPostgres(Prefix client) {
    long length = client.u32(0);
    long code = client.u32(4);
    boolean startup = code == 0x0003_0000L || code == 0x0003_0002L;
    boolean request = code >= 80_877_102L && code <= 80_877_104L;
    return startup && length >= 8 && length <= 10_000 || request && (length == 8 || length == 16);
  }

  /** Initial handshake packet, version 10; or an error instead of it. */
  private static boolean isMysql(Prefix server) {
    int length = server.u8(0) | server.u8(1) << 8 | server.u8(2) << 16;
    if (server.length() < 6 || server.u8(3) != 0 || length < 5 || length > 1_024) {
      return false;
    }
    boolean greeting = server.u8(4) == 10 && isDigit(server.u8(5)) && length >= 40;
    boolean error = server.u8(4) == 0xff && server.u8(6) >= 4 && server.u8(6) <= 5;
    return greeting || error;
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }

  private static boolean isRedis(Prefix client, Prefix server) {
    boolean array = client.u8(0) == '*' && isDigit(client.u8(1));
    if (array) {
      int at = 1;
      while (isDigit(client.u8(at))) {
        at++;
      }
      return client.hasAt(at, "\r\n$");
    }
    boolean answered = server.length() > 2 && "+-:$*".indexOf(server.u8(0)) >= 0;
    return answered && client.startsWithAny(REDIS);
  }

  private static boolean isMongo(Prefix side) {
    long length = side.littleU32(0);
    long operation = side.littleU32(12);
    boolean known =
        operation == 2013
            || operation == 2012
            || operation == 1
            || operation >= 2001 && operation <= 2007;
    return known && length >= 16 && length <= MAX_MESSAGE;
  }

  private static boolean isMemcachedBinary(Prefix client) {
    return client.u8(0) == 0x80
        && client.length() >= 24
        && client.u8(1) <= 0x4a
        && client.u8(5) == 0
        && client.u16(6) == 0
        && client.u32(8) >= client.u16(2) + client.u8(4)
        && client.u32(8) < 1 << 21;
  }

  private static boolean isCassandra(Prefix client, Prefix server) {
    int version = client.u8(0);
    int opcode = client.u8(4);
    boolean request =
        version >= 1 && version <= 5 && client.u8(1) <= 0x1f && (opcode == 1 || opcode == 5);
    if (version <= 2) {
      opcode = client.u8(3);
      request = version >= 1 && client.u8(1) <= 3 && (opcode == 1 || opcode == 5);
    }
    boolean plausible = request && (opcode == 5 || client.length() > 20);
    boolean answered = server.length() == 0 || server.u8(0) == (0x80 | version);
    int header = version <= 2 ? 8 : 9;
    long length = client.u32(header - 4);
    return plausible
        && answered
        && client.length() >= header
        && length <= 4_096
        && (server.length() > 0 || client.length() == header + length);
  }

  private static boolean isMqtt(Prefix client) {
    return client.u8(0) == 0x10
        && (client.hasAt(2, "\u0000\u0004MQTT")
            || client.hasAt(3, "\u0000\u0004MQTT")
            || client.hasAt(2, "\u0000\u0006MQIsdp"));
  }

  private static boolean isRdp(Prefix client) {
    return client.u8(0) == 3
        && client.u8(1) == 0
        && client.u16(2) >= 11
        && client.u16(2) == client.length()
        && client.u8(5) == 0xe0;
  }

  private static boolean isLdap(Prefix client) {
    if (client.u8(0) != 0x30) {
      return false;
    }
    int at = client.u8(1) >= 0x80 ? 2 + (client.u8(1) & 0x7f) : 2;
    boolean messageId = client.u8(at) == 2 && client.u8(at + 1) >= 1 && client.u8(at + 1) <= 4;
    int operation = client.u8(at + 2 + Math.max(1, client.u8(at + 1)));
    return messageId && (operation == 0x60 || operation == 0x63 || operation == 0x77);
  }

  /** May more bytes of the client still tell one of them: a request that has not come whole. */
  static boolean mayFollow(Prefix client) {
    return isKafkaRequest(client) && !isWhole(client);
  }

  /** A request names its client in text; the response repeats its number. */
  private static boolean isKafka(Prefix client, Prefix server) {
    if (!isKafkaRequest(client) || !isWhole(client)) {
      return false;
    }
    boolean answered = server.length() >= 8 && server.u32(4) == client.u32(8);
    return answered || server.length() == 0 && isText(client, 14, client.u16(12));
  }

  private static boolean isKafkaRequest(Prefix client) {
    long length = client.u32(0);
    int key = client.u16(4);
    int version = client.u16(6);
    int name = client.u16(12);
    return length >= 10
        && length < 1 << 24
        && key >= 0
        && key < 100
        && version >= 0
        && version < 20
        && client.length() >= 14
        && (name == 0xffff || name <= 256 && 10 + name <= length);
  }

  private static boolean isWhole(Prefix kafka) {
    return kafka.length() >= 4 + kafka.u32(0) || kafka.isFull();
  }

  private static boolean isText(Prefix side, int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (side.u8(i) < 0x20 || side.u8(i) > 0x7e) {
        return false;
      }
    }
    return length > 0 && length < 0xffff;
  }

  private static boolean isTds(Prefix client) {
    return client.u8(0) == 0x12
        && client.u8(1) <= 1
        && client.u16(2) >= 20
        && client.u16(2) <= 4_096
        && client.u16(4) == 0
        && client.u8(8) == 0;
  }

  private static boolean isKerberos(Prefix client) {
    int tag = client.u8(4);
    boolean known = tag == 0x6a || tag == 0x6c || tag == 0x6e;
    return known && client.u32(0) >= 20 && client.u32(0) < 65_536;
  }
}
