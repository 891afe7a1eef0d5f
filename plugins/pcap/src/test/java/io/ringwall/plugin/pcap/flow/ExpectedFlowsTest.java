package io.ringwall.plugin.pcap.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.plugin.pcap.capture.PacketRecord;
import io.ringwall.plugin.pcap.packet.IpProtocol;
import io.ringwall.plugin.pcap.packet.PacketDecoder;
import io.ringwall.plugin.pcap.tally.Tally;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is guessed of frames that come next is where those frames are looked for. */
final class ExpectedFlowsTest {
  private static final int BEFORE = 100;

  private static ByteBuffer ipv4(int protocol) {
    ByteBuffer frame = ByteBuffer.allocate(BEFORE + 14 + 20 + 24).position(BEFORE);
    frame.put(new byte[12]).putShort((short) 0x0800);
    frame.putInt(0x4500_002c).putInt(0x0001_4000).putInt(64 << 24 | protocol << 16);
    frame.putInt(0x0a00_0001).putInt(0xc0a8_0102);
    return ports(frame);
  }

  private static ByteBuffer ipv6(int protocol) {
    ByteBuffer frame = ByteBuffer.allocate(BEFORE + 14 + 40 + 24).position(BEFORE);
    frame.put(new byte[12]).putShort((short) 0x86dd);
    frame.putInt(0x6000_0000).putShort((short) 24).put((byte) protocol).put((byte) 64);
    frame.putLong(0xfd00_0000_0000_0000L).putLong(1).putLong(0xfd00_0000_0000_0000L).putLong(2);
    return ports(frame);
  }

  private static ByteBuffer ports(ByteBuffer frame) {
    frame.putShort((short) 40_000).putShort((short) 443).putShort((short) 24).putShort((short) 0);
    return frame.putInt(0).putInt(0x5010_ffff).putInt(0).putInt(0).rewind();
  }

  private static int found(ByteBuffer frame) {
    var decoder = new PacketDecoder(1, 1_000, new Tally());
    var record = new PacketRecord();
    int length = frame.limit() - BEFORE;
    record.at(frame, BEFORE, length, length, 1, 1);
    assertTrue(decoder.decode(record, 1));
    var key = new FlowKey();
    key.of(decoder.packet());
    return key.hash();
  }

  private static void assertGuessed(ByteBuffer frame) {
    var key = new FlowKey();
    assertTrue(key.guess(frame, BEFORE));
    assertEquals(found(frame), key.hash());
  }

  @ParameterizedTest
  @ValueSource(ints = {IpProtocol.TCP, IpProtocol.UDP})
  void guessesWhatItIsDecodedTo(int protocol) {
    assertGuessed(ipv4(protocol));
    assertGuessed(ipv6(protocol));
  }

  @Test
  void guessesNothingOfOtherFrames() {
    var key = new FlowKey();
    assertFalse(key.guess(ipv4(IpProtocol.ICMP), BEFORE));
    assertFalse(key.guess(ipv6(IpProtocol.ICMPV6), BEFORE));
    assertFalse(key.guess(ipv4(IpProtocol.TCP).putShort(BEFORE + 12, (short) 0x0806), BEFORE));
    assertFalse(key.guess(ipv4(IpProtocol.TCP).limit(BEFORE + 57), BEFORE), "it is cut");
  }
}
