package io.ringwall.plugin.pcap.protocol;

import org.jspecify.annotations.Nullable;

/** Tells the protocol of a TCP connection by the first bytes of its two sides. */
final class Signatures {
  private static final String HTTP_2 = "PRI * HTTP/2.0\r\n\r\nSM";

  // What a side begins with; not written where they are asked for, which would make them each time.
  private static final String[] SSH = {"SSH-2.0-", "SSH-1."};
  private static final String[] NATS = {"INFO {", "CONNECT {"};
  private static final String[] GNUTELLA = {"GNUTELLA CONNECT", "GNUTELLA/"};
  private static final String[] XML = {"<?xml", "<stream:stream"};
  private static final String[] IMAP = {"* OK", "* PREAUTH"};
  private static final String[] MAIL_HELLO = {"EHLO", "HELO", "ehlo", "helo"};
  private static final String[] FTP = {"USER ", "AUTH ", "FEAT", "user ", "SYST", "OPTS"};
  private static final String[] MEMCACHED_ANSWERS = {"VALUE ", "STORED\r", "STAT ", "NOT_STORED"};
  private static final String[] MEMCACHED = {
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
    "stats "
  };

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
    if (client.startsWithAny(SSH)) {
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
    if (client.startsWithAny(NATS)) {
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
    if (client.startsWithAny(GNUTELLA)) {
      return "gnutella";
    }
    if (client.startsWithAny(XML)) {
      return client.firstLineHas("stream:stream") ? "xmpp" : null;
    }
    return client.startsWith("EHLO ") || client.startsWith("HELO ") ? "smtp" : null;
  }

  private static boolean isMemcached(Prefix client) {
    return client.startsWithAny(MEMCACHED) && client.isTextLine();
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
    if (server.startsWithAny(SSH)) {
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
    if (server.startsWithAny(IMAP)) {
      return "imap";
    }
    if (server.startsWith("+OK") && client.length() == 0) {
      return "pop3";
    }
    if (server.startsWithAny(MEMCACHED_ANSWERS)) {
      return "memcached";
    }
    return server.startsWith("RFB 00") ? "vnc" : null;
  }

  private static @Nullable String mailOrFile(Prefix server, Prefix client) {
    if (client.startsWithAny(MAIL_HELLO) || server.firstLineHas("SMTP")) {
      return "smtp";
    }
    boolean file =
        server.firstLineHas("FTP") || server.firstLineHas("ftp") || client.startsWithAny(FTP);
    return file ? "ftp" : null;
  }
}
