package io.ringwall.bench.live;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TalkTest {
  private static final byte[] CLIENT_MAC = {2, 0, 0, 0, 0, 1};
  private static final byte[] SERVER_MAC = {2, 0, 0, 0, 0, 2};
  private static final int IP = 14;
  private static final int TCP = 34;

  private final ByteBuffer frame = ByteBuffer.allocate(FrameSocket.LONGEST);
  private final Talk talk = new Talk(CLIENT_MAC, SERVER_MAC);

  private List<String> told(int packets) {
    talk.begin(Ends.client(0), 40_000, Ends.server(0), 443, packets, 7);
    List<String> told = new ArrayList<>();
    while (!talk.ended()) {
      boolean up = talk.clientIsNext();
      talk.write(frame, 0);
      int payload = frame.getShort(IP + 2) - 40;
      told.add(
          (up ? "> " : "< ")
              + Integer.toHexString(frame.get(TCP + 13))
              + (payload > 0 ? " data" : ""));
    }
    return told;
  }

  @Test
  void shakesHandsTalksByTurnsAndCloses() {
    assertEquals(
        List.of("> 2", "< 12", "> 10", "> 18 data", "< 18 data", "> 11", "< 11", "> 10"), told(8));
    assertEquals(100, told(100).size());
  }

  @Test
  void acknowledgesAllThatTheOtherSideSent() {
    talk.begin(Ends.client(3), 40_000, Ends.server(2), 443, 50, -1);
    int[] next = {0, 0};
    for (int step = 0; !talk.ended(); step++) {
      int from = talk.clientIsNext() ? 0 : 1;
      talk.write(frame, 0);
      int sequence = frame.getInt(TCP + 4);
      if (step > 1) {
        assertEquals(next[from], sequence, "nothing is missing before packet " + step);
        assertEquals(next[1 - from], frame.getInt(TCP + 8), "all is acknowledged by " + step);
      }
      boolean counts = (frame.get(TCP + 13) & 3) != 0;
      next[from] = sequence + frame.getShort(IP + 2) - 40 + (counts ? 1 : 0);
    }
  }

  @Test
  void writesFramesOf64To200BytesWhoseChecksumsHold() {
    talk.begin(Ends.client(49), 60_000, Ends.server(19), 8_080, 1_000, 99);
    while (!talk.ended()) {
      boolean up = talk.clientIsNext();
      int length = talk.write(frame, 0);
      assertTrue(length >= 64 && length <= 200, "a frame of " + length);
      int segment = frame.getShort(IP + 2) - 20;
      assertTrue(segment + TCP <= length);
      assertEquals(0xFFFF, folded(sum(IP, 20)));
      assertEquals(0xFFFF, folded(sum(TCP, segment) + sum(IP + 12, 8) + 6 + segment));
      byte[] to = new byte[6];
      frame.get(0, to);
      assertArrayEquals(up ? SERVER_MAC : CLIENT_MAC, to);
    }
  }

  @Test
  void beginsAnewWithOtherEnds() {
    told(8);
    talk.begin(Ends.client(1), 40_001, Ends.server(1), 443, 8, 8);
    assertFalse(talk.ended());
    talk.write(frame, 0);
    assertEquals(Ends.client(1), frame.getInt(IP + 12));
    assertEquals(40_001 << 16 | 443, frame.getInt(TCP));
  }

  private long sum(int at, int length) {
    long sum = 0;
    for (int i = 0; i < length; i++) {
      sum += (frame.get(at + i) & 0xFF) << ((i & 1) == 0 ? 8 : 0);
    }
    return sum;
  }

  private static int folded(long sum) {
    long all = sum;
    while (all > 0xFFFF) {
      all = (all & 0xFFFF) + (all >>> 16);
    }
    return (int) all;
  }
}
