package io.ringwall.plugin.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.Tls;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections of a protocol that nobody knows, and that turn to TLS in the middle. */
final class LateTlsTest {
  private static final String CLIENT = "10.0.0.1:40000";
  private static final String SERVER = "10.0.0.2:7777";
  private static final String QUESTION = "\u00ee\u0001\u0002question";
  private static final String ANSWER = "\u00ee\u0003\u0004answer";

  @TempDir private Path folder;

  /** What begins TLS, as the JDK says it. */
  private static String hello() throws Exception {
    SSLEngine engine = SSLContext.getDefault().createSSLEngine("late.example", 443);
    engine.setUseClientMode(true);
    ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), record);
    return new String(record.array(), 0, record.position(), StandardCharsets.ISO_8859_1);
  }

  private static TestCapture turns(int turns) {
    TestCapture capture = new TestCapture().handshake(CLIENT, SERVER);
    for (int turn = 0; turn < turns; turn++) {
      int asked = 1001 + turn * QUESTION.length();
      int answered = 5001 + turn * ANSWER.length();
      capture
          .after(0.01)
          .tcp(CLIENT, SERVER, "PA", asked, answered, QUESTION)
          .tcp(SERVER, CLIENT, "PA", answered, asked + QUESTION.length(), ANSWER);
    }
    return capture;
  }

  private Flow closed(TestCapture capture) throws Exception {
    return Replayed.replay(capture.in(folder)).flows(FlowPhase.CLOSE).getFirst();
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 31, 500})
  void isSeenHoweverLate(int turns) throws Exception {
    TestCapture capture =
        turns(turns)
            .tcp(
                CLIENT,
                SERVER,
                "PA",
                1001 + turns * QUESTION.length(),
                5001 + turns * ANSWER.length(),
                hello());
    Flow flow = closed(capture);
    assertEquals("late.example", flow.tls() instanceof Tls tls ? tls.sni() : null);
    assertEquals("tls", flow.applicationProtocol());
  }

  /** Its receiver throws away what he had before. */
  @Test
  void isNotWhatIsSaidAgain() throws Exception {
    Flow flow = closed(turns(100).tcp(CLIENT, SERVER, "PA", 1001 - 1500, 5001, hello()));
    assertEquals(null, flow.tls());
  }
}
