package io.ringwall.plugin.pcap.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.plugin.pcap.capture.PacketRecord;
import io.ringwall.plugin.pcap.packet.Packet;
import io.ringwall.plugin.pcap.packet.PacketDecoder;
import io.ringwall.plugin.pcap.tally.Tally;
import io.ringwall.sdk.event.FlowPhase;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flows whose packets are counted by somebody, here the test. */
final class CountedFlowsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int SYN = Packet.SYN;
  private static final int ACK = Packet.ACK;
  private static final int CLIENT = 0x0a00_0001;
  private static final int SERVER = 0x0a00_0002;

  private final Counts counts = new Counts();
  private final List<String> told = new ArrayList<>();
  private final PacketDecoder decoder = new PacketDecoder(SECOND, 1_000, new Tally());
  private final FlowTracker tracker =
      new FlowTracker(
          new FlowLimits(
              10, 60 * SECOND, 5 * SECOND, 5 * SECOND, 60 * SECOND, 60 * SECOND, 1_000 * SECOND),
          new Told(),
          new Tally(),
          counts);
  private int clientNext = 1_000;
  private int serverNext = 5_000;

  private final class Told implements FlowListener {
    @Override
    public void phase(FlowRecord flow, FlowPhase phase, long timeNanos) {
      told.add(
          "%d %s %d/%d %d/%d %d %s"
              .formatted(
                  timeNanos / SECOND,
                  phase,
                  flow.packets(true),
                  flow.packets(false),
                  flow.bytes(true),
                  flow.bytes(false),
                  flow.missedBytes(),
                  flow.history()));
    }

    @Override
    public void payload(FlowRecord flow, boolean fromOriginator, Packet packet) {
      flow.loseInterest();
    }

    @Override
    public void silence(FlowRecord flow, long timeNanos) {
      told.add("silence");
    }
  }

  /** Counts what it is told to. */
  private static final class Counts implements PacketCounts {
    private int begun;
    private int ended;
    private boolean stopped;
    private final int[] first = new int[2];
    private final int[] next = new int[2];
    private final int[] packets = new int[2];
    private final int[] missing = new int[2];
    private final long[] bytes = new long[2];

    private static int side(boolean ofOriginator) {
      return ofOriginator ? 0 : 1;
    }

    void count(boolean ofOriginator, int number, int payload) {
      packets[side(ofOriginator)] += number;
      bytes[side(ofOriginator)] += (long) number * payload;
      next[side(ofOriginator)] += number * payload;
    }

    void miss(boolean ofOriginator, int payload) {
      int at = side(ofOriginator);
      if (first[at] == next[at]) {
        first[at] += payload;
      } else {
        missing[at] += payload;
      }
      next[at] += payload;
    }

    @Override
    public int begin(FlowRecord flow) {
      assertEquals(Packet.mapped(CLIENT), flow.originatorLow());
      assertEquals(Packet.mapped(SERVER), flow.responderLow());
      assertEquals("40000 9000", flow.originatorPort() + " " + flow.responderPort());
      for (boolean ofOriginator : new boolean[] {true, false}) {
        first[side(ofOriginator)] = flow.next(ofOriginator);
        next[side(ofOriginator)] = flow.next(ofOriginator);
        packets[side(ofOriginator)] = 0;
        bytes[side(ofOriginator)] = 0;
        missing[side(ofOriginator)] = 0;
      }
      begun++;
      stopped = false;
      return 7;
    }

    @Override
    public boolean isStopped(int handle) {
      assertEquals(7, handle);
      return stopped;
    }

    @Override
    public void end(int handle) {
      assertEquals(7, handle);
      ended++;
    }

    @Override
    public int packets(int handle) {
      return packets[0] + packets[1];
    }

    @Override
    public Side side(int handle, boolean ofOriginator) {
      int at = side(ofOriginator);
      return new Side(packets[at], bytes[at], missing[at], first[at], next[at]);
    }
  }

  private void packet(double second, boolean fromClient, int flags, int payload)
      throws InterruptedException {
    ByteBuffer frame = ByteBuffer.allocate(54 + payload);
    frame.putShort(12, (short) 0x0800).put(14, (byte) 0x45).putShort(16, (short) (40 + payload));
    frame.put(22, (byte) 64).put(23, (byte) 6);
    frame.putInt(26, fromClient ? CLIENT : SERVER).putInt(30, fromClient ? SERVER : CLIENT);
    frame.putInt(34, fromClient ? 40_000 << 16 | 9_000 : 9_000 << 16 | 40_000);
    frame.putInt(38, fromClient ? clientNext : serverNext);
    frame.putInt(42, fromClient ? serverNext : clientNext);
    frame.put(46, (byte) 0x50).put(47, (byte) flags).putShort(48, (short) 500);
    long time = Math.round(second * SECOND);
    var record = new PacketRecord();
    record.at(frame, 0, frame.capacity(), frame.capacity(), 1, time);
    assertTrue(decoder.decode(record, time));
    tracker.packet(decoder.packet(), 1);
    int used = payload + ((flags & (SYN | Packet.FIN)) == 0 ? 0 : 1);
    clientNext += fromClient ? used : 0;
    serverNext += fromClient ? 0 : used;
  }

  private void opens() throws InterruptedException {
    packet(1, true, SYN, 0);
    packet(1, false, SYN | ACK, 0);
    packet(1, true, ACK, 0);
    for (int i = 0; i < 2; i++) {
      packet(1, true, ACK, 100);
      packet(1, false, ACK, 10);
    }
    assertEquals(0, counts.begun);
    packet(1, true, ACK, 100);
    assertEquals(1, counts.begun, "the eighth packet settles it");
  }

  private void closes(double second) throws InterruptedException {
    packet(second, true, ACK | Packet.FIN, 0);
    packet(second, false, ACK | Packet.FIN, 0);
    packet(second, true, ACK, 0);
  }

  @Test
  void whatWasCountedIsAddedWhenTheConnectionEnds() throws Exception {
    opens();
    counts.count(true, 50, 100);
    counts.count(false, 40, 10);
    clientNext += 5_000;
    serverNext += 400;
    closes(2);

    assertEquals("2 CLOSE 57/44 5300/420 0 ShADdFf", told.getLast());
    assertEquals(1, counts.begun);
    assertEquals(1, counts.ended);
  }

  @Test
  void whatWasReadAfterCountingBeganIsNotMissing() throws Exception {
    opens();
    counts.miss(true, 300);
    counts.count(true, 1, 100);
    packet(1, true, ACK, 100);
    packet(1, true, ACK, 100);
    clientNext += 200;
    closes(2);

    assertEquals("2 CLOSE 10/4 600/20 100 ShADdFfG", told.getLast());
  }

  @Test
  void whatIsTheFirstOfItsKindIsReadInItsPlace() throws Exception {
    opens();
    counts.count(false, 1, 10);
    serverNext += 10;
    counts.stopped = true;
    serverNext -= 20;
    packet(2, false, ACK, 10);
    assertEquals(2, counts.begun, "and counted on");
    serverNext += 10;
    counts.count(true, 1, 100);
    clientNext += 100;
    counts.stopped = true;
    clientNext -= 200;
    packet(3, true, ACK, 100);
    clientNext += 100;
    assertEquals(3, counts.begun);
    closes(4);

    assertEquals("4 CLOSE 9/6 400/30 0 ShADdtTFf", told.getLast());
  }

  @Test
  void whatWasInTheRingIsNotTakenForRepeatedWhenCountingStopped() throws Exception {
    opens();
    counts.miss(true, 200);
    counts.count(true, 3, 100);
    counts.stopped = true;
    packet(1, true, ACK, 100);
    packet(1, true, ACK, 100);
    clientNext += 300;
    packet(2, true, ACK, 100);
    closes(3);

    assertEquals("3 CLOSE 13/4 900/20 0 ShADdFf", told.getLast());
  }

  /** Columns: first and next sequence that were counted, bytes, missing, next read, holes. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "all counted,                   100, 200, 100,  0, 100,   0,  100,   0, false",
    "read before,                   150, 200,  50,  0, 150,   0,   50,   0, false",
    "some lost between,             150, 200,  50,  0, 120,   7,   50,  37, false",
    "some lost while counting,      100, 200,  70, 30, 100,   0,   70,  30, false",
    "read overtook counted,         100, 200, 100,  0, 300, 100,  100,   0, false",
    "counted around read,           100, 300, 100,100, 200,   0,  100,   0, false",
    "both with gaps of the other's, 100, 400, 200,100, 300, 100,  200,   0, false",
    "read again,                    100, 200, 100,  0, 160,   0,   40,   0, true",
    "missing to both,               100, 300, 150, 50, 300, 170,  150,  20, false",
    "over the end of numbers,       -50,  50, 100,  0,   0,  50,  100,   0, false",
    "nothing counted,               100, 100,   0,  0, 190,   5,    0,   5, false",
  })
  void countedAndReadMakeOne(
      String name,
      int first,
      int next,
      long bytes,
      int missing,
      int nextRead,
      int holes,
      long unread,
      int never,
      boolean repeated) {
    var side = new PacketCounts.Side(1, bytes, missing, first, next);
    assertEquals(
        new PacketCounts.Joined(unread, never, repeated), side.join(nextRead, holes), name);
  }

  @Test
  void aSilentConnectionGivesItsPlaceToOthersUntilItSpeaksAgain() throws Exception {
    opens();
    counts.count(true, 1, 100);
    clientNext += 100;
    tracker.advance(2 * SECOND);
    tracker.advance(12 * SECOND);
    assertEquals(0, counts.ended);
    tracker.advance(14 * SECOND);
    assertEquals(1, counts.ended);

    packet(20, true, ACK, 100);
    assertEquals(2, counts.begun);
    closes(21);
    assertEquals("21 CLOSE 9/4 500/20 0 ShADdFf", told.getLast());
  }

  @Test
  void aConnectionThatIsCountedOnIsNotIdle() throws Exception {
    opens();
    for (int second = 30; second <= 300; second += 30) {
      counts.count(true, 1, 100);
      tracker.advance(second * SECOND);
    }
    assertEquals(1, tracker.size());
    tracker.advance(370 * SECOND);

    assertEquals(1, counts.ended);
    assertEquals("360 CLOSE 15/3 1300/20 0 ShADd", told.getLast());
  }
}
