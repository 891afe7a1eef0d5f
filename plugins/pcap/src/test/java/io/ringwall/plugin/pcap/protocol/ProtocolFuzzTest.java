package io.ringwall.plugin.pcap.protocol;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Set;

/** Whatever the payload, and however it is cut, it is read or given up. */
final class ProtocolFuzzTest {
  private static final HeaderPolicy POLICY = new HeaderPolicy(Set.of("host"));

  /** Takes everything. */
  private static final class Sink implements ExchangeListener {
    @Override
    public void dns(DnsLookup lookup, long timeNanos) {
      Objects.requireNonNull(lookup.query());
    }

    @Override
    public void http(HttpTransaction transaction, long timeNanos) {
      Objects.requireNonNull(transaction.path());
    }
  }

  @FuzzTest
  void readsAnyDnsMessage(byte[] content) {
    DnsParser.isPlausible(ByteBuffer.wrap(content), 0, content.length);
    DnsParser.parse(ByteBuffer.wrap(content), 0, content.length);
  }

  @FuzzTest
  void readsAnyTls(byte[] content) {
    feed(new TlsDissector(new FlowFacts()), content);
    ClientHello hello = ClientHello.parse(Bytes.of(content, content.length), false);
    if (hello != null) {
      Ja4.of(hello, 't');
    }
    Certificates.subject(Bytes.of(content, content.length));
  }

  @FuzzTest
  void readsAnyHttp(byte[] content) {
    feed(new Http1Dissector(new FlowFacts(), new Sink(), POLICY, true), content);
  }

  @FuzzTest
  void readsAnyHttp2(byte[] content) {
    feed(new Http2Dissector(new FlowFacts(), new Sink(), POLICY, true), content);
    new HpackDecoder().decode(Bytes.of(content, content.length));
  }

  @FuzzTest
  void readsAnyQuic(byte[] content) {
    if (QuicDissector.isInitial(ByteBuffer.wrap(content), 0, content.length)) {
      QuicDissector dissector = new QuicDissector(new FlowFacts());
      dissector.datagram(true, ByteBuffer.wrap(content), 0, content.length);
    }
  }

  @FuzzTest
  void readsAnyDatagram(byte[] content) {
    UdpInspection inspection =
        new UdpInspection(new Sink(), content.length == 0 ? 53 : content[0] & 0xff);
    inspection.datagram(true, ByteBuffer.wrap(content), 0, content.length, 1);
    inspection.datagram(false, ByteBuffer.wrap(content), 0, content.length, 2);
    inspection.close(3);
  }

  @FuzzTest
  void readsAnyStream(byte[] content) {
    TcpInspection inspection = new TcpInspection(new Sink(), POLICY, 53);
    int half = content.length / 2;
    ByteBuffer data = ByteBuffer.wrap(content);
    inspection.segment(false, 1 + half, data, half, content.length - half, half + 5L, 1);
    inspection.segment(true, 1, data, 0, half, half, 2);
    inspection.segment(false, 1, data, 0, half, half, 3);
    inspection.close(4);
  }

  /** The client sends it in two pieces, the server in one, then the client again behind a gap. */
  private static void feed(StreamDissector dissector, byte[] content) {
    ByteBuffer data = ByteBuffer.wrap(content);
    int half = content.length / 2;
    dissector.data(true, data, 0, half, 1);
    dissector.data(true, data, half, content.length, 2);
    dissector.data(false, data, 0, content.length, 3);
    dissector.gap(true, 7);
    dissector.data(true, data, 0, content.length, 4);
    dissector.close(5);
  }
}
