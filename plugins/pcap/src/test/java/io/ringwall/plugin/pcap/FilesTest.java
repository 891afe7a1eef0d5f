package io.ringwall.plugin.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.plugin.PluginException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are packed, cut, broken, or no capture at all. */
final class FilesTest {
  @TempDir private Path folder;

  private static TestCapture capture() {
    TestCapture capture = new TestCapture();
    for (int port = 1; port <= 20; port++) {
      capture.after(0.1).udp("10.0.0.1:40000", "10.0.0.2:" + port, "hello");
    }
    return capture;
  }

  private static byte[] packed(byte[] bytes) throws Exception {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  private Path file(byte[] content) throws Exception {
    return Files.write(Files.createTempFile(folder, "test", ".bin"), content);
  }

  @Test
  void tellsCapturesByContent() throws Exception {
    CaptureRecordings recordings = new CaptureRecordings();
    byte[] bytes = capture().toBytes();
    assertTrue(recordings.recognises(bytes));
    assertTrue(recordings.recognises(packed(bytes)));
    byte[] head = Arrays.copyOf(packed(bytes), packed(bytes).length - 20);
    assertTrue(recordings.recognises(head));
    assertFalse(recordings.recognises("{\"a\": 1}\n".getBytes(StandardCharsets.US_ASCII)));
    assertFalse(recordings.recognises(packed("text".getBytes(StandardCharsets.US_ASCII))));
    assertFalse(recordings.recognises(new byte[0]));
  }

  @Test
  void readsPackedCapturesWithTheSameIds() throws Exception {
    Replayed plain = Replayed.replay(file(capture().toBytes()));
    Replayed packed = Replayed.replay(file(packed(capture().toBytes())));
    assertEquals(
        plain.events().stream().map(event -> event.id()).toList(),
        packed.events().stream().map(event -> event.id()).toList());
  }

  @Test
  void keepsWhatComesBeforeACutAndSaysSoOnce() throws Exception {
    byte[] bytes = capture().toBytes();
    Replayed replayed = Replayed.replay(file(Arrays.copyOf(bytes, bytes.length - 3)));
    assertEquals(19, replayed.flows(FlowPhase.ATTEMPT).size());
    assertEquals(1, replayed.counter("malformed record-cut"));
    assertEquals(1, replayed.remarks().size());
  }

  @Test
  void readsAPackedCaptureThatBreaksOff() throws Exception {
    byte[] bytes = packed(capture().toBytes());
    Replayed replayed = Replayed.replay(file(Arrays.copyOf(bytes, bytes.length - 40)));
    assertTrue(replayed.flows(FlowPhase.ATTEMPT).size() > 1);
    assertEquals(1, replayed.counter("malformed gzip-cut"));
  }

  @Test
  void doesNotBelieveAnAbsurdLength() throws Exception {
    byte[] bytes = capture().toBytes();
    int tenth = 24 + 10 * (16 + 47);
    bytes[tenth + 11] = 0x7f;
    Replayed replayed = Replayed.replay(file(bytes));
    assertEquals(10, replayed.flows(FlowPhase.ATTEMPT).size());
    assertEquals(1, replayed.counter("malformed record-length"));
  }

  @Test
  void refusesWhatIsNoCaptureInASentence() throws Exception {
    byte[] noise = new byte[5_000];
    new Random(1).nextBytes(noise);
    Path file = file(noise);
    PluginException refused = assertThrows(PluginException.class, () -> Replayed.replay(file));
    assertEquals(PluginException.Category.INPUT, refused.category());
    assertTrue(refused.getMessage().contains("expected pcap or pcapng"), refused.getMessage());
  }

  @Test
  void survivesRandomBytesBehindAGoodHeader() throws Exception {
    Random random = new Random(2);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = capture().toBytes();
      int from = 24 + random.nextInt(200);
      byte[] noise = new byte[bytes.length - from];
      random.nextBytes(noise);
      System.arraycopy(noise, 0, bytes, from, noise.length);
      Replayed.replay(file(bytes));
    }
  }
}
