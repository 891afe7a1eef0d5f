package io.ringwall.plugin.pcap.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A protocol is told by what was sent, however TCP cut it. */
class SignaturesTest {
  private static final int CUTS = 50;

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          http, GET /index.html HTTP/1.1\\r\\nHost: shop\\r\\n\\r\\n, ``
          rtsp, DESCRIBE rtsp://cam/1 RTSP/1.0\\r\\nCSeq: 2\\r\\n, ``
          sip, INVITE sip:bob@example.org SIP/2.0\\r\\nVia: x\\r\\n, ``
          stratum, `{"id": 1, "method": "mining.subscribe", "params": []}\\n`, ``
          xmpp, <?xml version='1.0'?><stream:stream to='example.org'>, ``
          memcached, get session-1\\r\\n, ``
          ssh, SSH-2.0-OpenSSH_9.6\\r\\n, ``
          smtp, ``, 220 mail.example.org ESMTP ready\\r\\n
          ftp, ``, 220 files ready (vsFTPd 3.0 FTP)\\r\\n
          smtp, EHLO me\\r\\n, 220 ready\\r\\n
          http2, PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n, ``
          redis, *2\\r\\n$4\\r\\nLLEN\\r\\n$1\\r\\nq\\r\\n, ``
          """)
  void isToldHoweverItWasCut(String protocol, String client, String server) {
    var random = new Random(7);
    byte[] said = client.translateEscapes().getBytes(StandardCharsets.ISO_8859_1);
    byte[] answered = server.translateEscapes().getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(protocol, told(said, answered, new Random(1), Integer.MAX_VALUE));
    for (int cut = 0; cut < CUTS; cut++) {
      assertEquals(protocol, told(said, answered, random, 1 + random.nextInt(40)), "cut " + cut);
    }
  }

  @Test
  void noiseIsNothingOfAll() {
    var random = new Random(11);
    for (int i = 0; i < CUTS; i++) {
      byte[] noise = new byte[Prefix.MAX];
      random.nextBytes(noise);
      noise[0] = (byte) 0xf3;
      assertNull(told(noise, noise, random, 200));
    }
  }

  /** What is told once a piece tells it, the server's after the client's. */
  private static @Nullable String told(byte[] client, byte[] server, Random random, int longest) {
    var from = new Prefix();
    var to = new Prefix();
    String name = pieces(client, random, longest, from, from, to);
    return name == null ? pieces(server, random, longest, to, from, to) : name;
  }

  private static @Nullable String pieces(
      byte[] bytes, Random random, int longest, Prefix into, Prefix client, Prefix server) {
    ByteBuffer data = ByteBuffer.wrap(bytes);
    int at = 0;
    while (at < bytes.length) {
      int length = longest > bytes.length ? bytes.length : 1 + random.nextInt(longest);
      int end = Math.min(bytes.length, at + length);
      into.add(data, at, end - at);
      String name = Signatures.of(client, server);
      if (name != null) {
        return name;
      }
      at = end;
    }
    return null;
  }
}
