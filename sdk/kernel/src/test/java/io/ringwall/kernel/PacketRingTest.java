package io.ringwall.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Reads datagrams that the test sends to itself. */
final class PacketRingTest {
  private static final int EPERM = 1;
  private static final int RING = 1 << 20;
  private static final int DATAGRAMS = 5_000;

  private static PacketRing opened() throws KernelException {
    try {
      return PacketRing.open("lo", RING, false);
    } catch (KernelException e) {
      if (e.errno() != EPERM || System.getProperty("ringwall.require", "").equals("all")) {
        return fail(e);
      }
      return abort(e.getMessage());
    }
  }

  @Test
  void showsEachDatagramOnceInEachDirectionAndInOrder() throws Exception {
    try (PacketRing ring = opened();
        DatagramSocket to = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        DatagramSocket from = new DatagramSocket()) {
      Set<String> left = new HashSet<>();
      for (int i = 0; i < DATAGRAMS; i++) {
        // Several times what the ring holds, so that every block is used more than once.
        String text = "datagram " + i + " to " + to.getLocalPort();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] padded = java.util.Arrays.copyOf(bytes, 1_000);
        from.send(new DatagramPacket(padded, padded.length, to.getLocalSocketAddress()));
        left.add(text);
        if (i % 50 == 0) {
          read(ring, left);
        }
      }
      for (int i = 0; i < 100 && !left.isEmpty(); i++) {
        PacketRing.await(List.of(ring), Duration.ofMillis(100));
        read(ring, left);
      }
      assertEquals(Set.of(), left);
      assertEquals(0, ring.statistics().dropped());
      assertTrue(ring.statistics().packets() >= 2 * DATAGRAMS);
    }
  }

  private static void read(PacketRing ring, Set<String> left) {
    while (ring.next()) {
      ByteBuffer data = ring.data();
      assertTrue(ring.capturedLength() <= ring.originalLength());
      long age = System.currentTimeMillis() - ring.timeNanos() / 1_000_000;
      assertTrue(age >= -1 && age < 60_000, "seen " + age + " ms ago");
      byte[] bytes = new byte[Math.min(ring.capturedLength(), 100)];
      data.get(ring.start(), bytes);
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      int at = text.indexOf("datagram ");
      if (at >= 0 && !ring.outgoing()) {
        left.remove(text.substring(at).replace("\0", ""));
      }
    }
  }

  @Test
  void saysWhenNothingCame() throws Exception {
    try (PacketRing ring = opened()) {
      assertFalse(ring.next() && ring.capturedLength() == 0);
    }
    assertFalse(PacketRing.await(List.of(), Duration.ofMillis(10)));
  }

  @Test
  void refusesAnInterfaceThatIsNotThere() {
    KernelException refusal =
        assertThrows(KernelException.class, () -> PacketRing.open("nowhere0", RING, true));
    assertEquals("there is no interface 'nowhere0'", refusal.getMessage());
  }

  @Test
  void itsPacketsCannotBeReadOnceItIsClosed() throws Exception {
    PacketRing ring = opened();
    ByteBuffer data = ring.data();
    ring.close();
    ring.close();
    assertFalse(ring.next());
    assertThrows(IllegalStateException.class, () -> data.get(0));
  }
}
