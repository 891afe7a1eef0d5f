package io.ringwall.plugin.pcap.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.plugin.pcap.capture.PacketRecord;
import io.ringwall.plugin.pcap.tally.Tally;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Datagrams in pieces: late, twice, overlapping, or never complete. */
final class FragmentsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int RAW_IP = 101;

  private final Tally tally = new Tally();
  private final PacketDecoder decoder = new PacketDecoder(30 * SECOND, 10_000, tally);
  private long now;

  private boolean ipv4(int id, int offset, boolean more, String content) {
    byte[] bytes = content.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    ByteBuffer packet = ByteBuffer.allocateDirect(20 + bytes.length);
    packet.put((byte) 0x45).put((byte) 0).putShort((short) packet.capacity());
    packet.putShort((short) id).putShort((short) ((more ? 0x2000 : 0) | offset / 8));
    packet.put((byte) 64).put((byte) 17).putShort((short) 0).putInt(0x0a000001).putInt(0x0a000002);
    packet.put(bytes);
    return decoder.decode(new PacketRecord(packet, RAW_IP, now), now);
  }

  private boolean ipv6(int offset, boolean more, int length) {
    ByteBuffer packet = ByteBuffer.allocateDirect(48 + length);
    packet.putInt(0x60000000).putShort((short) (8 + length)).put((byte) 44).put((byte) 64);
    packet.putLong(1).putLong(2).putLong(1).putLong(3);
    packet.put((byte) 17).put((byte) 0).putShort((short) (offset | (more ? 1 : 0))).putInt(9);
    return decoder.decode(new PacketRecord(packet, RAW_IP, now), now);
  }

  /** A UDP header for 16 bytes in all, from port 258 to port 772. */
  private static final String HEADER = "\1\2\3\4\0\30\0\0";

  private String payload() {
    Packet packet = decoder.packet();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < packet.payloadLength(); i++) {
      text.append((char) packet.data().get(packet.payloadStart() + i));
    }
    return text.toString();
  }

  @Test
  void putsPiecesTogetherInAnyOrder() {
    assertFalse(ipv4(1, 16, false, "ijklmnop"));
    assertFalse(ipv4(1, 8, true, "abcdefgh"));
    assertTrue(ipv4(1, 0, true, HEADER));
    assertEquals("abcdefghijklmnop", payload());
    assertEquals(0x0102, decoder.packet().sourcePort());
    assertEquals(3, decoder.packet().fragments());
  }

  @Test
  void keepsTheFirstCopyOfAByte() {
    ipv4(1, 0, true, HEADER);
    ipv4(1, 8, true, "abcdefgh");
    assertTrue(ipv4(1, 8, false, "XXXXXXXXijklmnop"));
    assertEquals("abcdefghijklmnop", payload());
    assertEquals(1, tally.malformedBy("fragment-overlap-ipv4"));
  }

  @Test
  void discardsIpv6DatagramsWhoseFragmentsOverlap() {
    assertFalse(ipv6(0, true, 16));
    assertFalse(ipv6(8, true, 16));
    assertFalse(ipv6(16, false, 8));
    assertEquals(1, tally.malformedBy("fragment-overlap-ipv6"));
  }

  @Test
  void doesNotWaitForEver() {
    ipv4(1, 0, true, HEADER);
    now = 40 * SECOND;
    assertFalse(ipv4(1, 8, false, "abcdefghijklmnop"));
  }

  @Test
  void boundsTheMemoryOfUnfinishedDatagrams() {
    for (int id = 0; id < 1_000; id++) {
      ipv4(id, 8, true, "abcdefgh");
    }
    assertFalse(ipv4(1, 0, true, HEADER));
    assertFalse(ipv4(1, 16, false, "ijklmnop"));
  }
}
