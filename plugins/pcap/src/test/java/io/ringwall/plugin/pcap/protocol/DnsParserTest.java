package io.ringwall.plugin.pcap.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Names that loop, lie and hide. */
final class DnsParserTest {
  private static final String QUESTION_HEADER = "000101000001000000000000";
  private static final String ANSWER_HEADER = "000181800001ffff00000000";
  private static final String EXAMPLE = "076578616d706c6500";

  private static DnsMessage parse(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return DnsParser.parse(ByteBuffer.wrap(bytes), 0, bytes.length);
  }

  private static String name(String hex) {
    DnsMessage message = parse(QUESTION_HEADER + hex + "00010001");
    return assertNotNullMessage(message).questions().getFirst().name();
  }

  private static DnsMessage assertNotNullMessage(DnsMessage message) {
    assertNotNull(message);
    return message;
  }

  @Test
  void lowersCaseAndEscapesWhatIsNoPrintableText() {
    assertEquals("example", name("074558616d506c6500"));
    assertEquals("a\\000\\255\\.b", name("056100ff2e6200"));
    assertEquals(".", name("00"));
  }

  @Test
  void pointersLeadOnlyBackwards() {
    assertNull(parse(QUESTION_HEADER + "c00c00010001"));
    assertNull(parse(QUESTION_HEADER + "c01000010001" + EXAMPLE));
  }

  @Test
  void aNameHasAtMost255Bytes() {
    String label = "3f" + "61".repeat(63);
    assertNull(parse(QUESTION_HEADER + label.repeat(4) + "0000010001"));
  }

  @Test
  void countsMayLie() {
    String record = "c00c000100010000003c0004c0000201";
    DnsMessage message =
        assertNotNullMessage(parse(ANSWER_HEADER + EXAMPLE + "00010001" + record + record + "c0"));
    assertEquals(2, message.answers().size());
    assertEquals("192.0.2.1", message.answers().getFirst().data());
  }

  @Test
  void aRecordMayNotReachBeyondTheMessage() {
    String record = "c00c000100010000003c00ffc0000201";
    DnsMessage message = assertNotNullMessage(parse(ANSWER_HEADER + EXAMPLE + "00010001" + record));
    assertEquals(0, message.answers().size());
  }

  @Test
  void readsTextAndMailRecords() {
    String text = "c00c001000010000003c0006" + "0268690261" + "22";
    String mail = "c00c000f00010000003c0004" + "000ac00c";
    DnsMessage message =
        assertNotNullMessage(parse(ANSWER_HEADER + EXAMPLE + "00100001" + text + mail));
    assertEquals("\"hi\" \"a\\\"\"", message.answers().get(0).data());
    assertEquals("10 example", message.answers().get(1).data());
  }
}
