package io.ringwall.plugin.pcap.protocol;

import org.jspecify.annotations.Nullable;

/** Tells the protocol of a TCP connection by the first bytes of its two sides. */
final class Signatures {
  private static final String HTTP_2 = "PRI * HTTP/2.0\r\n\r\nSM";

  private Signatures() {}

  /** Name of the protocol, or null when it cannot be told (yet). */
  static @Nullable String of(Prefix client, Prefix server) {
    String name = client.isNews() ? byClient(client) : null;
    if (name == null && (server.isNews() || client.isNews())) {
      name = byServer(server, client);
    }
    return name == null ? BinarySignatures.of(client, server) : name;
  }

  /** Is there none of them that more bytes could still fulfil. */
  static boolean areExhausted(Prefix client, Prefix server) {
    return client.isSettled()
        && server.isSettled()
        && !client.isNews()
        && !server.isNews()
        && !BinarySignatures.mayFollow(client);
  }

  /**
   * Name of the protocol of a connection caught in its middle, of which it is not known who began;
   * only of those whose streams can be read from there. Null when it cannot be told (yet).
   */
  static @Nullable String ofStream(Prefix client, Prefix server) {
    String name = client.isNews() ? streamByClient(client) : null;
    if (name != null) {
      return name;
    }
    return server.isNews() && HttpSignatures.isResponse(server) ? "http" : null;
  }

  private static @Nullable String streamByClient(Prefix client) {
    if (isTls(client)) {
      return "tls";
    }
    if (client.startsWith(HTTP_2)) {
      return "http2";
    }
    return HttpSignatures.isRequest(client) ? "http" : null;
  }

  private static @Nullable String byClient(Prefix client) {
    String stream = streamByClient(client);
    if (stream != null) {
      return stream;
    }
    if (client.startsWithAny("SSH-2.0-", "SSH-1.")) {
      return "ssh";
    }
    return text(client);
  }

  /** A handshake record, or the old form in which SSLv2 clients offered TLS. */
  static boolean isTls(Prefix side) {
    boolean record =
        side.u8(0) == TlsRecords.HANDSHAKE
            && side.u8(1) == 3
            && side.u8(2) <= 4
            && (side.u8(5) == 1 || side.u8(5) == 2);
    boolean old = side.u8(0) >= 0x80 && side.u8(2) == 1 && side.u8(3) == 3 && side.u8(4) <= 3;
    return record || old && side.u8(5) == 0;
  }

  private static @Nullable String text(Prefix client) {
    if (client.startsWithAny("INFO {", "CONNECT {")) {
      return "nats";
    }
    if (isMemcached(client)) {
      return "memcached";
    }
    if (isStratum(client)) {
      return "stratum";
    }
    if (client.firstLineHasNow(" SIP/2.0")) {
      return "sip";
    }
    if (client.firstLineHasNow(" RTSP/1.0")) {
      return "rtsp";
    }
    if (client.startsWith("\u0013BitTorrent protocol")) {
      return "bittorrent";
    }
    if (client.startsWithAny("GNUTELLA CONNECT", "GNUTELLA/")) {
      return "gnutella";
    }
    if (client.startsWithAny("<?xml", "<stream:stream")) {
      return client.firstLineHas("stream:stream") ? "xmpp" : null;
    }
    return client.startsWith("EHLO ") || client.startsWith("HELO ") ? "smtp" : null;
  }

  private static boolean isMemcached(Prefix client) {
    return client.startsWithAny(
            "get ",
            "gets ",
            "set ",
            "add ",
            "delete ",
            "incr ",
            "decr ",
            "replace ",
            "append ",
            "prepend ",
            "cas ",
            "touch ",
            "stats\r",
            "version\r",
            "flush_all",
            "stats ")
        && client.isTextLine();
  }

  /** Mining pools speak JSON lines (Stratum). */
  private static boolean isStratum(Prefix client) {
    return client.u8(0) == '{'
        && (client.firstLineHasNow("\"mining.")
            || client.firstLineHasNow("\"eth_submit")
            || client.firstLineHasNow("\"method\":\"login\"")
            || client.firstLineHasNow("\"method\": \"login\""));
  }

  private static @Nullable String byServer(Prefix server, Prefix client) {
    if (HttpSignatures.isResponse(server)) {
      return "http";
    }
    if (server.startsWithAny("SSH-2.0-", "SSH-1.")) {
      return "ssh";
    }
    if (isTls(server)) {
      return "tls";
    }
    if (server.startsWith("INFO {")) {
      return "nats";
    }
    if (server.startsWith("220") && server.isTextLine()) {
      return mailOrFile(server, client);
    }
    if (server.startsWithAny("* OK", "* PREAUTH")) {
      return "imap";
    }
    if (server.startsWith("+OK") && client.length() == 0) {
      return "pop3";
    }
    if (server.startsWithAny("VALUE ", "STORED\r", "STAT ", "NOT_STORED")) {
      return "memcached";
    }
    return server.startsWith("RFB 00") ? "vnc" : null;
  }

  private static @Nullable String mailOrFile(Prefix server, Prefix client) {
    if (client.startsWithAny("EHLO", "HELO", "ehlo", "helo") || server.firstLineHas("SMTP")) {
      return "smtp";
    }
    boolean file =
        server.firstLineHas("FTP")
            || server.firstLineHas("ftp")
            || client.startsWithAny("USER ", "AUTH ", "FEAT", "user ", "SYST", "OPTS");
    return file ? "ftp" : null;
  }
}
