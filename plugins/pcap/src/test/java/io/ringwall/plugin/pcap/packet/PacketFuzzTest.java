package io.ringwall.plugin.pcap.packet;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ringwall.plugin.pcap.capture.PacketRecord;
import io.ringwall.plugin.pcap.tally.Tally;
import java.nio.ByteBuffer;

/** Whatever the packets, they are decoded or counted. The first byte chooses the link type. */
final class PacketFuzzTest {
  private static final int[] LINK_TYPES = {1, 0, 108, 101, 228, 229, 113, 276, 9, 50, 104, 239};

  @FuzzTest
  void decodesAnyPacket(byte[] content) {
    PacketDecoder decoder = new PacketDecoder(1_000, 100_000, new Tally());
    int linkType = content.length == 0 ? 1 : LINK_TYPES[(content[0] & 0xff) % LINK_TYPES.length];
    // Four pieces of the same bytes, so that fragments meet.
    for (int piece = 0; piece < 4; piece++) {
      int from = content.length * piece / 4;
      ByteBuffer data = ByteBuffer.allocateDirect(content.length - from);
      data.put(content, from, content.length - from).flip();
      PacketRecord record = new PacketRecord(data, linkType, piece);
      if (decoder.decode(record, piece)) {
        check(decoder.packet());
      }
    }
  }

  private static void check(Packet packet) {
    int end = packet.payloadStart() + packet.payloadLength();
    if (packet.payloadLength() < 0 || end > packet.data().limit() || packet.wireLength() < 0) {
      throw new AssertionError("payload outside the packet");
    }
  }
}
