package io.ringwall.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.ringwall.kernel.ConnectionCounts.Expected;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets that the test puts on the loopback interface, counted by the kernel or read. */
final class ConnectionCountsTest {
  private static final int EPERM = 1;
  private static final int ACK = 0x10;
  private static final int ACK_PSH = 0x18;
  private static final int CLIENT = 0x7f4d_0001;
  private static final int SERVER = 0x7f4d_0002;
  private static final int CLIENT_PORT = 40_001;
  private static final int SERVER_PORT = 9;
  private static final int WINDOW = 500;

  private PacketRing ring;
  private ConnectionCounts counts;
  private int socket = -1;

  @BeforeEach
  void open() throws Exception {
    try {
      ring = PacketRing.open("lo", 1 << 20, false);
      counts = ring.count(1_024, true);
      socket = sender();
    } catch (KernelException e) {
      if (e.errno() != EPERM || System.getProperty("ringwall.require", "").equals("all")) {
        fail(e);
      }
      abort(e.getMessage());
    }
  }

  @AfterEach
  void close() {
    if (ring != null) {
      ring.close();
    }
    if (socket >= 0) {
      Libc.close(socket);
    }
  }

  private static int sender() throws IOException {
    int opened = (int) Libc.socket(17, 3, 0).value();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(20, 4);
      address.set(JAVA_SHORT, 0, (short) 17);
      String index = Files.readString(Path.of("/sys/class/net/lo/ifindex"));
      address.set(JAVA_INT, 4, Integer.parseInt(index.strip()));
      assertFalse(Libc.bind(opened, address).failed());
    }
    return opened;
  }

  /** Nothing that comes of it is the first of its kind. */
  private static Expected known(int next) {
    return new Expected(next, true, true, true);
  }

  private int begin(int port, Expected ofClient, Expected ofServer) {
    return counts.begin(CLIENT, port, SERVER, SERVER_PORT, ofClient, ofServer);
  }

  private int begin() {
    return begin(1_000);
  }

  private int begin(int next) {
    int handle = begin(CLIENT_PORT, known(next), known(-50));
    assertNotEquals(ConnectionCounts.NONE, handle);
    return handle;
  }

  private static ByteBuffer frame(
      boolean fromClient, int flags, int sequence, int payload, int window) {
    ByteBuffer frame = ByteBuffer.allocate(54 + payload).order(ByteOrder.BIG_ENDIAN);
    frame.putShort(12, (short) 0x0800);
    frame.put(14, (byte) 0x45).putShort(16, (short) (40 + payload));
    frame.put(22, (byte) 64).put(23, (byte) 6);
    frame.putInt(26, fromClient ? CLIENT : SERVER).putInt(30, fromClient ? SERVER : CLIENT);
    frame.putShort(34, (short) (fromClient ? CLIENT_PORT : SERVER_PORT));
    frame.putShort(36, (short) (fromClient ? SERVER_PORT : CLIENT_PORT));
    frame.putInt(38, sequence).putInt(42, 1);
    frame.put(46, (byte) 0x50).put(47, (byte) flags).putShort(48, (short) window);
    return frame;
  }

  private void send(ByteBuffer frame) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocate(frame.capacity());
      bytes.copyFrom(MemorySegment.ofBuffer(frame.rewind()));
      assertFalse(Libc.send(socket, bytes).failed());
    }
  }

  private void client(int sequence, int payload) {
    send(frame(true, payload > 0 ? ACK_PSH : ACK, sequence, payload, WINDOW));
  }

  private void server(int sequence, int payload) {
    send(frame(false, ACK, sequence, payload, WINDOW));
  }

  /** The flags and payload of this connection's packets that are in the ring. */
  private List<String> read() throws KernelException {
    List<String> read = new ArrayList<>();
    for (int quiet = 0; quiet < 2; ) {
      quiet = PacketRing.await(List.of(ring), Duration.ofMillis(50)) ? 0 : quiet + 1;
      while (ring.next()) {
        int at = ring.start();
        ByteBuffer data = ring.data();
        boolean ours =
            ring.capturedLength() >= 54
                && (data.getInt(at + 26) == CLIENT || data.getInt(at + 26) == SERVER)
                && data.getShort(at + 48) <= WINDOW
                && data.getInt(at + 42) == 1;
        if (ours && !ring.outgoing()) {
          read.add("%x %d".formatted(data.get(at + 47), ring.originalLength() - 54));
        }
      }
    }
    return read;
  }

  private void assertCounted(
      int handle, boolean ofOriginator, int packets, long bytes, int missing, int next) {
    int others = counts.side(handle, !ofOriginator).packets();
    assertEquals(packets, counts.side(handle, ofOriginator).packets(), "packets");
    assertEquals(packets + others, counts.packets(handle), "packets of both");
    assertEquals(bytes, counts.side(handle, ofOriginator).bytes(), "bytes");
    assertEquals(missing, counts.side(handle, ofOriginator).missing(), "missing");
    assertEquals(next, counts.side(handle, ofOriginator).nextSequence(), "next");
  }

  @Test
  void countsBothDirectionsAndKeepsThemFromTheRing() throws Exception {
    int handle = begin();
    client(1_000, 100);
    server(-50, 200);
    client(1_100, 0);
    server(150, 0);
    client(1_100, 30);

    assertEquals(List.of(), read());
    assertCounted(handle, true, 3, 130, 0, 1_130);
    assertCounted(handle, false, 2, 200, 0, 150);
    assertEquals(1_000, counts.side(handle, true).firstSequence());
    assertEquals(-50, counts.side(handle, false).firstSequence());
  }

  @Test
  void bytesThatComeTwiceCountOnceAndThoseThatComeLateAreNotMissing() throws Exception {
    int handle = begin();
    client(1_000, 100);
    client(1_300, 100);
    assertEquals(List.of(), read());
    assertCounted(handle, true, 2, 200, 200, 1_400);

    client(1_100, 150);
    read();
    assertCounted(handle, true, 3, 350, 50, 1_400);

    client(1_250, 200);
    read();
    assertCounted(handle, true, 4, 450, 0, 1_450);

    client(1_000, 100);
    client(1_400, 60);
    client(1_459, 0);
    read();
    assertCounted(handle, true, 7, 460, 0, 1_460);
    assertFalse(counts.isStopped(handle));
  }

  @Test
  void whatComesBeforeTheFirstThatIsCountedIsNotMissing() throws Exception {
    int handle = begin();
    client(1_300, 100);
    client(1_450, 10);
    assertEquals(List.of(), read());
    assertCounted(handle, true, 2, 110, 50, 1_460);
    assertEquals(1_300, counts.side(handle, true).firstSequence());
  }

  @Test
  void theFirstOfItsKindIsInTheRingAndAllThatFollows() throws Exception {
    int port = CLIENT_PORT;
    int handle = begin(port, new Expected(1_000, false, true, true), known(-50));
    client(1_000, 0);
    server(-50, 3);
    client(1_000, 4);
    client(1_004, 0);
    assertEquals(List.of("18 4", "10 0"), read());
    assertTrue(counts.isStopped(handle));
    counts.end(handle);

    handle = begin(port, known(1_004), new Expected(-47, true, false, true));
    client(1_004, 5);
    server(-47, 6);
    server(-41, 0);
    assertEquals(List.of("10 0"), read());
    assertTrue(counts.isStopped(handle));
    counts.end(handle);

    handle = begin(port, new Expected(1_009, true, true, false), known(-41));
    server(-47, 6);
    client(1_009, 7);
    client(1_009, 7);
    client(1_016, 8);
    assertEquals(List.of("18 7", "18 8"), read());
    assertTrue(counts.isStopped(handle));
    assertCounted(handle, true, 1, 7, 0, 1_016);
  }

  @Test
  void aSequenceNumberOutOfReachIsInTheRingAndAllThatFollows() throws Exception {
    int handle = begin();
    client(1_000, 5);
    client(1_005 + (1 << 30), 6);
    client(1_005, 7);
    assertEquals(List.of("18 6", "18 7"), read());
    assertCounted(handle, true, 1, 5, 0, 1_005);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x11, 0x14, 0x12, 0x30, 0x00})
  void whatBeginsOrEndsAConnectionIsInTheRingAndAllThatFollows(int flags) throws Exception {
    int handle = begin();
    client(1_000, 10);
    send(frame(true, flags, 1_010, 5, WINDOW));
    client(1_015, 3);
    server(-50, 4);

    assertEquals(List.of("%x 5".formatted(flags), "18 3", "10 4"), read());
    assertCounted(handle, true, 1, 10, 0, 1_010);
    assertEquals(0, counts.side(handle, false).packets());
    counts.end(handle);
    assertEquals(handle, begin(), "it can be begun again");
  }

  @Test
  void whatOffersTlsIsInTheRingAndAllThatFollows() throws Exception {
    int handle = begin();
    byte[] record = {22, 3, 1, 0, 80, 1, 0, 0, 76, 3};
    for (int different : new int[] {0, 1, 5, 9}) {
      byte[] other = record.clone();
      other[different]++;
      send(frame(true, ACK_PSH, 1_000 + 20 * different, 20, WINDOW).put(54, other));
    }
    send(frame(true, ACK_PSH, 1_200, 9, WINDOW).put(54, record, 0, 9));
    assertEquals(List.of(), read());
    assertEquals(5, counts.side(handle, true).packets());

    // With options of TCP before it, as they mostly are.
    ByteBuffer hello = frame(true, ACK_PSH, 1_209, 32, WINDOW);
    send(hello.put(46, (byte) 0x80).put(66, record));
    client(1_229, 3);
    assertEquals(List.of("18 32", "18 3"), read());
    assertEquals(5, counts.side(handle, true).packets());
  }

  @Test
  void aClosedWindowIsInTheRing() throws Exception {
    int handle = begin();
    server(-50, 4);
    send(frame(false, ACK, -46, 0, 0));
    server(-46, 6);

    assertEquals(List.of("10 0", "10 6"), read());
    assertCounted(handle, false, 1, 4, 0, -46);
  }

  @Test
  void whatIsNoWholePacketWithoutOptionsIsInTheRing() throws Exception {
    int handle = begin();
    send(frame(true, ACK, 1_010, 24, WINDOW).put(14, (byte) 0x46));
    send(frame(true, ACK, 1_010, 7, WINDOW).put(20, (byte) 0x20));
    send(frame(true, ACK, 1_010, 8, WINDOW).putShort(16, (short) 30));

    assertEquals(List.of("10 24", "10 7", "10 8"), read());
    assertEquals(0, counts.side(handle, true).packets());
    client(1_000, 10);
    assertEquals(List.of(), read());
  }

  @Test
  void onlyWhatWasBegunIsCountedAndOnlyUntilItEnds() throws Exception {
    client(1, 9);
    assertEquals(List.of("18 9"), read());
    int handle = begin(10);
    client(10, 8);
    assertEquals(List.of(), read());
    counts.end(handle);
    client(18, 7);
    assertEquals(List.of("18 7"), read());

    assertEquals(handle, begin(20), "its place is free again");
    assertEquals(0, counts.side(handle, true).packets());
    int other = begin(CLIENT_PORT + 1, known(0), known(0));
    client(25, 6);
    assertEquals(List.of(), read());
    assertCounted(handle, true, 1, 6, 0, 31);
    assertEquals(25, counts.side(handle, true).firstSequence());
    assertEquals(0, counts.side(other, true).packets());
  }

  /** As of many clients of a few servers, whose addresses and ports follow one another. */
  @Test
  void connectionsOfOneNetworkFallIntoDifferentPlaces() {
    int taken = 0;
    for (int client = 0; client < 16; client++) {
      for (int server = 0; server < 16; server++) {
        for (int port = 0; port < 2; port++) {
          int handle =
              counts.begin(
                  CLIENT + client,
                  CLIENT_PORT + port,
                  SERVER + 99 + server,
                  80,
                  known(0),
                  known(0));
          taken += handle == ConnectionCounts.NONE ? 0 : 1;
        }
      }
    }
    // Two of 512 places for 512 connections: about a tenth find theirs full.
    assertTrue(taken > 430, "took " + taken);
  }

  @Test
  void aPlaceThatIsFullTakesNoMore() {
    int taken = 0;
    for (int port = 1; port <= 4_096; port++) {
      int handle = begin(port, known(0), known(0));
      taken += handle == ConnectionCounts.NONE ? 0 : 1;
    }
    assertEquals(1_024, counts.room());
    assertTrue(taken > 900 && taken <= 1_024, "took " + taken);
  }
}
