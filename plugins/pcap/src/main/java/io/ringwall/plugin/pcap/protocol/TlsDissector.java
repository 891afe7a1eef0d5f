package io.ringwall.plugin.pcap.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads the readable part of a TLS handshake: both hellos, and the certificate before TLS 1.3. */
final class TlsDissector implements StreamDissector {
  private static final int CLIENT_HELLO = 1;
  private static final int SERVER_HELLO = 2;
  private static final int CERTIFICATE = 11;
  private static final int SERVER_HELLO_DONE = 14;

  private final TlsFacts facts;
  private final TlsRecords originator = new TlsRecords();
  private final TlsRecords responder = new TlsRecords();

  TlsDissector(FlowFacts flow) {
    this.facts = flow.startTls();
    flow.applicationProtocol = "tls";
  }

  @Override
  public void data(boolean fromOriginator, ByteBuffer data, int start, int end, long timeNanos) {
    TlsRecords side = fromOriginator ? originator : responder;
    side.add(data, start, end);
    for (int type = side.nextType(); type >= 0; type = side.nextType()) {
      message(side, type);
    }
    if (side.cutType() == CLIENT_HELLO) {
      clientHello(facts, side.take(), false);
    }
  }

  private void message(TlsRecords side, int type) {
    Bytes body = side.take();
    switch (type) {
      case CLIENT_HELLO -> clientHello(facts, body, true);
      case SERVER_HELLO -> serverHello(facts, body);
      case CERTIFICATE -> facts.certificateSubject = Certificates.subject(body);
      case SERVER_HELLO_DONE -> side.end();
      default -> {}
    }
  }

  static void clientHello(TlsFacts facts, Bytes body, boolean whole) {
    clientHello(facts, body, whole, 't');
  }

  /** Notes what a ClientHello says; a fingerprint only of a whole one. */
  static void clientHello(TlsFacts facts, Bytes body, boolean whole, char transport) {
    ClientHello hello = ClientHello.parse(body, transport == 'd');
    if (hello == null) {
      return;
    }
    facts.offeredVersion = hello.version();
    facts.encryptedClientHello = hello.encrypted();
    facts.serverName = firstOf(hello.serverName(), facts.serverName);
    facts.offeredProtocol =
        hello.protocols().isEmpty() ? null : Text.printable(hello.protocols().getFirst());
    if (whole) {
      facts.ja4 = Ja4.of(hello, transport);
    }
  }

  private static @Nullable String firstOf(@Nullable String one, @Nullable String other) {
    return one != null ? one : other;
  }

  private static void serverHello(TlsFacts facts, Bytes body) {
    int version = body.u16();
    body.skip(32);
    body.skip(body.u8());
    int cipher = body.u16();
    body.skip(1);
    if (body.failed()) {
      return;
    }
    facts.chosenVersion = version;
    facts.cipher = cipher;
    if (body.remaining() >= 2) {
      serverExtensions(facts, body.slice(Math.min(body.u16(), body.remaining())));
    }
  }

  private static void serverExtensions(TlsFacts facts, Bytes list) {
    while (list.remaining() >= 4) {
      int type = list.u16();
      Bytes content = list.slice(list.u16());
      if (type == 43 && content.remaining() == 2) {
        facts.chosenVersion = content.u16();
      } else if (type == ClientHello.APPLICATION_PROTOCOLS) {
        content.skip(2);
        facts.chosenProtocol = Text.printable(content.text(content.u8()));
      }
    }
  }

  @Override
  public void gap(boolean fromOriginator, long length) {
    TlsRecords side = fromOriginator ? originator : responder;
    side.end();
    if (side.cutType() == CLIENT_HELLO) {
      clientHello(facts, side.take(), false);
    }
  }

  @Override
  public void close(long timeNanos) {
    gap(true, 0);
  }

  @Override
  public boolean isDone() {
    return responder.isEnded() && (originator.isEnded() || facts.offeredVersion != 0);
  }
}
