package io.ringwall.plugin.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.event.DnsAnswer;
import io.ringwall.sdk.event.DnsExchange;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.IdentifiedBy;
import io.ringwall.sdk.event.IpAddress;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What payload shows, whichever way it is cut into packets. */
final class ExchangesTest {
  private static final String CLIENT = "10.0.0.1:40000";
  private static final String SERVER = "10.0.0.2:8000";
  private static final String DNS = "10.0.0.3:53";

  @TempDir private Path folder;

  private Replayed replay(TestCapture capture) throws Exception {
    return Replayed.replay(capture.in(folder));
  }

  /** A connection in which the sides speak in turn, the client first. */
  private static TestCapture talk(String... turns) {
    TestCapture capture = new TestCapture().handshake(CLIENT, SERVER);
    int[] next = {1001, 5001};
    for (int i = 0; i < turns.length; i++) {
      int side = i % 2;
      String from = side == 0 ? CLIENT : SERVER;
      String to = side == 0 ? SERVER : CLIENT;
      capture.after(0.01).tcp(from, to, "PA", next[side], next[1 - side], turns[i]);
      next[side] += turns[i].length();
    }
    return capture;
  }

  private static String head(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  private static byte[] dns(int id, boolean answer, String name, byte... address) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ByteBuffer header = ByteBuffer.allocate(12);
    header.putShort((short) id).putShort((short) (answer ? 0x8180 : 0x0100));
    header.putShort((short) 1).putShort((short) (address.length > 0 ? 1 : 0));
    bytes.writeBytes(header.array());
    for (String label : name.split("\\.", -1)) {
      bytes.write(label.length());
      bytes.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
    }
    bytes.writeBytes(new byte[] {0, 0, 1, 0, 1});
    if (address.length > 0) {
      bytes.writeBytes(new byte[] {(byte) 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4});
      bytes.writeBytes(address);
    }
    return bytes.toByteArray();
  }

  @Test
  void pairsQuestionAndAnswer() throws Exception {
    Replayed replayed =
        replay(
            new TestCapture()
                .udp(CLIENT, DNS, dns(7, false, "Shop.Example"))
                .after(0.02)
                .udp(
                    DNS,
                    CLIENT,
                    dns(7, true, "shop.example", (byte) 192, (byte) 0, (byte) 2, (byte) 1)));
    DnsExchange lookup = replayed.lookups().getFirst();
    assertEquals(1, replayed.lookups().size());
    assertEquals("shop.example", lookup.query());
    assertEquals("NOERROR", lookup.responseCode());
    assertEquals(Duration.ofMillis(20), lookup.roundTrip());
    assertEquals(List.of(new DnsAnswer("shop.example", "A", "192.0.2.1", 60)), lookup.answers());
    assertEquals(IpAddress.parse("10.0.0.1"), lookup.originator().address());
    assertEquals("dns", replayed.onlyFlow().applicationProtocol());
  }

  @Test
  void tellsOfAQuestionThatNobodyAnswers() throws Exception {
    Replayed replayed = replay(new TestCapture().udp(CLIENT, DNS, dns(7, false, "a.example")));
    assertNull(replayed.lookups().getFirst().responseCode());
    assertEquals(1, replayed.lookups().size());
  }

  @Test
  void anAnswerWithoutItsQuestionIsTheClientsLookup() throws Exception {
    Replayed replayed =
        replay(
            new TestCapture()
                .udp(
                    DNS,
                    CLIENT,
                    dns(9, true, "a.example", (byte) 1, (byte) 2, (byte) 3, (byte) 4)));
    DnsExchange lookup = replayed.lookups().getFirst();
    assertEquals(IpAddress.parse("10.0.0.1"), lookup.originator().address());
    assertNull(lookup.roundTrip());
  }

  @Test
  void readsARequestAndTheHeadOfItsResponse() throws Exception {
    Replayed replayed =
        replay(
            talk(
                head(
                    "GET /items?id=4 HTTP/1.1",
                    "Host: Shop.Example:8000",
                    "User-Agent: load",
                    "X-Forwarded-For: 192.0.2.7, 198.51.100.9"),
                head("HTTP/1.1 404 Not Found", "Content-Type: text/plain", "Content-Length: 2")
                    + "no"));
    HttpExchange exchange = replayed.requests().getFirst();
    assertEquals("GET", exchange.method());
    assertEquals("shop.example", exchange.httpHost());
    assertEquals("/items", exchange.path());
    assertEquals("id=4", exchange.query());
    assertEquals(404, exchange.status());
    assertEquals("load", exchange.userAgent());
    assertEquals(
        List.of(IpAddress.parse("198.51.100.9"), IpAddress.parse("192.0.2.7")),
        exchange.clientChain());
    Flow flow = replayed.onlyFlow();
    assertEquals("http", flow.applicationProtocol());
    assertEquals(IdentifiedBy.PAYLOAD, flow.identifiedBy());
    assertEquals("shop.example", flow.httpHost());
  }

  @Test
  void readsEveryRequestOfAConnection() throws Exception {
    String get = "GET /%s HTTP/1.1\r\nHost: a\r\n\r\n";
    Replayed replayed =
        replay(
            talk(
                get.formatted("one") + get.formatted("two"),
                head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked")
                    + head("5", "HTTP/", "0")
                    + head("HTTP/1.1 204 No Content"),
                head("POST /three HTTP/1.1", "Host: a", "Content-Length: 4")
                    + "GET "
                    + get.formatted("four"),
                head("HTTP/1.1 100 Continue") + head("HTTP/1.1 201 Created", "Content-Length: 0")));
    assertEquals(
        List.of("/one 200", "/two 204", "/three 201", "/four 0"),
        replayed.requests().stream()
            .map(exchange -> exchange.path() + " " + exchange.status())
            .toList());
    assertEquals(4, replayed.requests().get(2).request().bodyBytes());
  }

  @Test
  void putsSegmentsInOrder() throws Exception {
    String request = "GET /late HTTP/1.1\r\nHost: a\r\n\r\n";
    Replayed replayed =
        replay(
            new TestCapture()
                .handshake(CLIENT, SERVER)
                .tcp(CLIENT, SERVER, "A", 1011, 5001, request.substring(10))
                .tcp(CLIENT, SERVER, "A", 1001, 5001, "GET /lXXX ")
                .tcp(CLIENT, SERVER, "A", 1001, 5001, request.substring(0, 10)));
    // The first copy of a byte counts, so the first line is what came first.
    assertEquals("/lXXX", replayed.requests().getFirst().path());
  }

  @Test
  void goesOnBehindBytesThatWereLostInsideABody() throws Exception {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: 3000\r\n\r\n";
    TestCapture capture = talk("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n", head + "x".repeat(1000));
    int behind = 5001 + head.length() + 2000;
    capture.tcp(SERVER, CLIENT, "A", behind, 1029, "x".repeat(1000));
    capture
        .after(4)
        .tcp(CLIENT, SERVER, "A", 1029, behind + 1000, "GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
    capture.tcp(SERVER, CLIENT, "A", behind + 1000, 1057, "HTTP/1.1 202 Accepted\r\n\r\n");
    assertEquals(
        List.of(200, 202), replay(capture).requests().stream().map(HttpExchange::status).toList());
  }

  @Test
  void identifiesAServerThatSpeaksFirstByWhatItSays() throws Exception {
    Replayed replayed =
        replay(
            new TestCapture()
                .handshake(CLIENT, SERVER)
                .tcp(SERVER, CLIENT, "PA", 5001, 1001, "SSH-2.0-OpenSSH_9.2\r\n"));
    Flow update = replayed.flows(FlowPhase.UPDATE).getFirst();
    assertEquals("ssh", update.applicationProtocol());
    assertTrue(update.answered());
  }

  @Test
  void tellsDatabasesByContentOnAnyPort() throws Exception {
    assertEquals("redis", protocol("*1\r\n$4\r\nPING\r\n", "+PONG\r\n"));
    assertEquals("postgresql", protocol("\0\0\0\10\4\322\26\57", "S"));
    assertEquals("mongodb", protocol("\24\0\0\0\1\0\0\0\0\0\0\0\335\7\0\0\0\0\0\0", ""));
    assertEquals("memcached", protocol("get key\r\n", "END\r\n"));
    assertEquals("amqp", protocol("AMQP\0\0\11\1", ""));
    assertEquals("mqtt", protocol("\20\16\0\4MQTT\4\2\0\74\0\2ab", ""));
  }

  private String protocol(String client, String server) throws Exception {
    Replayed replayed = server.isEmpty() ? replay(talk(client)) : replay(talk(client, server));
    return replayed.onlyFlow().applicationProtocol();
  }

  @Test
  void aPortIsOnlyAHint() throws Exception {
    Replayed replayed = replay(new TestCapture().tcp(CLIENT, "10.0.0.2:5432", "S", 1000));
    Flow flow = replayed.onlyFlow();
    assertEquals("postgresql", flow.applicationProtocol());
    assertEquals(IdentifiedBy.PORT, flow.identifiedBy());
  }

  @Test
  void looksBehindTheHeaderOfAProxy() throws Exception {
    Replayed replayed =
        replay(
            talk(
                "PROXY TCP4 192.0.2.7 10.0.0.2 5000 80\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n"));
    assertEquals(200, replayed.requests().getFirst().status());
    assertEquals(List.of(IpAddress.parse("192.0.2.7")), replayed.onlyFlow().clientChain());
  }

  private static TestCapture speak(TestCapture capture, int port, String text) {
    String client = "10.0.0.1:" + port;
    return capture.handshake(client, SERVER).tcp(client, SERVER, "PA", 1001, 5001, text);
  }

  @Test
  void connectionsThatSayNoMoreGiveTheirPlaceToOthers() throws Exception {
    String request = "GET /%s HTTP/1.1\r\nHost: a\r\n\r\n";
    TestCapture capture = speak(speak(new TestCapture(), 1, "G"), 2, request.formatted("first"));
    speak(capture.after(9), 3, request.formatted("refused"));
    speak(capture.after(2), 4, request.formatted("for-the-silent"));
    speak(capture.after(20), 5, request.formatted("refused, too"));
    speak(capture.after(40), 6, request.formatted("for-the-idle"));
    Replayed replayed = Replayed.replay(Configured.withBounds(100, 2), capture.in(folder));
    assertEquals(4, replayed.counter("dropped inspection-limit"));
    assertEquals(
        Set.of("/for-the-silent", "/for-the-idle"),
        replayed.requests().stream().map(HttpExchange::path).collect(Collectors.toSet()));
    assertEquals(
        Arrays.asList(null, "http", null, "http", null, "http"),
        replayed.flows(FlowPhase.CLOSE).stream()
            .sorted(Comparator.comparingInt(flow -> flow.originator().port()))
            .map(Flow::applicationProtocol)
            .toList(),
        "what was known of who gave its place stays");
  }
}
