package io.ringwall.plugin.pcap.protocol;

/** Tells HTTP/1.x by its first line. */
final class HttpSignatures {
  private static final String[] METHODS = {
    "GET ",
    "POST ",
    "HEAD ",
    "PUT ",
    "DELETE ",
    "OPTIONS ",
    "PATCH ",
    "CONNECT ",
    "TRACE ",
    "PROPFIND ",
    "PROPPATCH ",
    "MKCOL ",
    "COPY ",
    "MOVE ",
    "LOCK ",
    "UNLOCK ",
    "SEARCH ",
    "REPORT ",
    "SUBSCRIBE ",
    "UNSUBSCRIBE ",
    "NOTIFY ",
    "MERGE ",
    "CHECKOUT ",
    "BITS_POST ",
    "PURGE ",
    "LINK ",
    "UNLINK ",
    "VERSION-CONTROL ",
    "MKACTIVITY ",
    "RPC_IN_DATA ",
    "RPC_OUT_DATA ",
    "CCM_POST ",
    "DEBUG ",
    "TRACK "
  };

  private HttpSignatures() {}

  static boolean isRequest(Prefix client) {
    return isLetter(client.u8(0))
        && client.startsWithAny(METHODS)
        && !client.firstLineHas(" RTSP/")
        && !client.firstLineHas(" SIP/");
  }

  private static boolean isLetter(int character) {
    return character >= 'A' && character <= 'Z';
  }

  static boolean isResponse(Prefix server) {
    return server.startsWith("HTTP/1.") || server.startsWith("HTTP/0.9");
  }
}
