package io.ringwall.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.kernel.ConnectionChange.Kind;
import io.ringwall.testkit.network.TestNetwork;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Follows connections of network namespaces that the test makes, through real translation. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "netlink is Linux's")
final class ConnectionTrackingTest {
  private static final int ROOM = 1 << 20;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int ICMP = 1;
  private static final int CLIENT = 2;
  private static final int SERVER = 3;

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path folder;

  /** A switch of the kernel's that is on for as long as this is open. */
  private record Setting(Path file, String before) implements AutoCloseable {
    static Setting on(String name) throws IOException {
      Path file = Path.of("/proc/sys/net/netfilter").resolve(name);
      Setting setting = new Setting(file, Files.readString(file));
      Files.writeString(file, "1");
      return setting;
    }

    @Override
    public void close() throws IOException {
      Files.writeString(file, before);
    }
  }

  /** What was told by now. */
  private static final class Heard {
    private final ConnectionTracking tracking;
    private final List<ConnectionChange> changes = new ArrayList<>();

    Heard(ConnectionTracking tracking) {
      this.tracking = tracking;
    }

    TrackedConnection await(Kind kind, Predicate<TrackedConnection> which) throws KernelException {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (System.nanoTime() < end) {
        for (ConnectionChange change : changes) {
          if (change.kind() == kind && which.test(change.connection())) {
            return change.connection();
          }
        }
        tracking.read(Duration.ofMillis(100), 1_000, changes::add);
      }
      throw new AssertionError("not told within 20 s; told were " + changes);
    }
  }

  private static Predicate<TrackedConnection> goesTo(String address, int port) {
    return connection ->
        connection.original().destination().equals(InetAddress.ofLiteral(address))
            && connection.original().destinationPort() == port;
  }

  private Process serve(TestNetwork network) throws Exception {
    Files.writeString(folder.resolve("index.html"), "x".repeat(1_000));
    return network.serve(SERVER, 8080, folder);
  }

  private static void end(Process process) throws InterruptedException {
    process.destroy();
    assertTrue(process.waitFor(5, TimeUnit.SECONDS));
  }

  @Test
  void tellsBothSidesOfATranslationFromItsBeginningToItsEnd() throws Exception {
    try (TestNetwork network = TestNetwork.of(2)) {
      String service = network.service();
      network.translate(service, 80, network, SERVER, 8080);
      followsOne(network, service, "http://" + service + "/index.html", network::address);
    }
  }

  @Test
  void tellsTheSameOfIpv6() throws Exception {
    try (TestNetwork network = TestNetwork.of(2)) {
      String service = network.service6();
      network.translate(service, 80, network, SERVER, 8080);
      followsOne(network, service, "http://[" + service + "]/index.html", network::address6);
    }
  }

  private void followsOne(
      TestNetwork network, String service, String page, IntFunction<String> addresses)
      throws Exception {
    Process server = serve(network);
    try (ConnectionTracking tracking = ConnectionTracking.open(ROOM)) {
      Heard heard = new Heard(tracking);
      Process client = network.in(CLIENT, "busybox", "wget", "-q", "-O", "-", page);
      assertEquals(1_000, TestNetwork.said(client).length());
      TrackedConnection begun = heard.await(Kind.NEW, goesTo(service, 80));
      assertEquals(TCP, begun.protocol());
      assertEquals(TcpTracking.SYN_SENT, begun.tcp());
      assertTrue(begun.destinationTranslated());
      assertFalse(begun.sourceTranslated() || begun.replied() || begun.assured());
      InetAddress from = InetAddress.ofLiteral(addresses.apply(CLIENT));
      InetAddress behind = InetAddress.ofLiteral(addresses.apply(SERVER));
      assertEquals(from, begun.original().source());
      assertEquals(behind, begun.reply().source());
      assertEquals(8080, begun.reply().sourcePort());
      assertEquals(from, begun.reply().destination());
      assertEquals(begun.original().sourcePort(), begun.reply().destinationPort());
      TrackedConnection established =
          heard.await(
              Kind.UPDATE, now -> now.id() == begun.id() && now.tcp() == TcpTracking.ESTABLISHED);
      assertTrue(established.replied() && established.assured());
      TrackedConnection ended =
          heard.await(
              Kind.UPDATE, now -> now.id() == begun.id() && now.tcp() == TcpTracking.TIME_WAIT);
      assertEquals(begun.original(), ended.original());
      assertEquals(3, heard.changes.stream().filter(one -> isOf(begun, one)).count());
      assertEquals(begun.reply(), Objects.requireNonNull(tracking.find(begun)).reply());
    } finally {
      end(server);
    }
  }

  private static boolean isOf(TrackedConnection connection, ConnectionChange change) {
    return change.connection().id() == connection.id();
  }

  @Test
  void knowsWhatBeganBeforeItWasOpened() throws Exception {
    try (TestNetwork network = TestNetwork.of(2)) {
      String service = network.service();
      network.translate(service, 80, network, SERVER, 8080);
      Process server = serve(network);
      Process client = network.in(CLIENT, "busybox", "nc", service, "80");
      try {
        List<TrackedConnection> there = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (ConnectionTracking tracking = ConnectionTracking.open(ROOM)) {
          while (there.stream().noneMatch(TrackedConnection::assured)) {
            assertTrue(System.nanoTime() < end, "not in the table: " + there);
            there.clear();
            tracking.dump(one -> {
              if (goesTo(service, 80).test(one)) {
                there.add(one);
              }
            });
          }
          assertEquals(1, there.size());
          TrackedConnection one = there.getFirst();
          assertEquals(TcpTracking.ESTABLISHED, one.tcp());
          assertEquals(8080, one.reply().sourcePort());
          assertEquals(one, tracking.find(one));
        }
      } finally {
        end(client);
        end(server);
      }
    }
  }

  @Test
  void tellsDatagramsAndEchoes() throws Exception {
    try (TestNetwork network = TestNetwork.of(2);
        DatagramSocket socket =
            new DatagramSocket(0, InetAddress.ofLiteral(network.address(TestNetwork.HOST)));
        ConnectionTracking tracking = ConnectionTracking.open(ROOM)) {
      Heard heard = new Heard(tracking);
      InetAddress server = InetAddress.ofLiteral(network.address(SERVER));
      socket.send(new DatagramPacket(new byte[3], 3, server, 5_353));
      TrackedConnection datagrams = heard.await(Kind.NEW, goesTo(network.address(SERVER), 5_353));
      assertEquals(UDP, datagrams.protocol());
      assertEquals(socket.getLocalPort(), datagrams.original().sourcePort());
      assertEquals(TcpTracking.NONE, datagrams.tcp());
      TestNetwork.said(
          network.in(CLIENT, "busybox", "ping", "-c", "1", network.address(TestNetwork.HOST)));
      TrackedConnection echo =
          heard.await(
              Kind.NEW,
              one ->
                  one.protocol() == ICMP
                      && one.original().destination().equals(socket.getLocalAddress()));
      assertEquals(8, echo.original().icmpType());
      assertEquals(0, echo.original().icmpCode());
      assertEquals(0, echo.reply().icmpType());
      heard.await(Kind.UPDATE, one -> one.id() == echo.id() && one.replied());
    }
  }

  @Test
  void countsThatChangesWereLostAndKnowsTheTableAfterwards() throws Exception {
    try (TestNetwork network = TestNetwork.of(2);
        DatagramSocket socket =
            new DatagramSocket(0, InetAddress.ofLiteral(network.address(TestNetwork.HOST)));
        ConnectionTracking tracking = ConnectionTracking.open(1)) {
      InetAddress server = InetAddress.ofLiteral(network.address(SERVER));
      for (int i = 0; i < 500; i++) {
        socket.send(new DatagramPacket(new byte[3], 3, server, 20_000 + i));
      }
      int[] told = new int[1];
      tracking.read(Duration.ofMillis(100), 10_000, _ -> told[0]++);
      assertTrue(told[0] < 500, "told " + told[0]);
      assertTrue(tracking.overruns() > 0);
      int[] there = new int[1];
      tracking.dump(one -> {
        if (one.original().destination().equals(server) && one.protocol() == UDP) {
          there[0]++;
        }
      });
      assertEquals(500, there[0]);
    }
  }

  @Test
  void tellsWhatWasExchangedAndWhenWhereTheKernelKeepsThat() throws Exception {
    try (TestNetwork network = TestNetwork.of(2);
        Setting _ = Setting.on("nf_conntrack_acct");
        Setting _ = Setting.on("nf_conntrack_timestamp");
        ConnectionTracking tracking = ConnectionTracking.open(ROOM)) {
      Heard heard = new Heard(tracking);
      Process client =
          network.in(
              CLIENT,
              "busybox",
              "wget",
              "-q",
              "-O",
              "-",
              "http://%s:9/".formatted(network.address(TestNetwork.HOST)));
      TestNetwork.said(client);
      TrackedConnection refused =
          heard.await(Kind.DESTROY, goesTo(network.address(TestNetwork.HOST), 9));
      // A SYN of 60 bytes, a RST of 40.
      assertEquals(new TrackedConnection.Counted(1, 60), refused.sent());
      assertEquals(new TrackedConnection.Counted(1, 40), refused.answered());
      Instant begun = Objects.requireNonNull(refused.begun());
      Instant ended = Objects.requireNonNull(refused.ended());
      assertFalse(ended.isBefore(begun));
      assertTrue(Duration.between(begun, Instant.now()).abs().compareTo(PATIENCE) < 0);
    }
  }

  @Test
  void aWaitingCallReturnsWhenItIsClosed() throws Exception {
    try (TestNetwork _ = TestNetwork.of(2)) {
      ConnectionTracking tracking = ConnectionTracking.open(ROOM);
      var waiting =
          new FutureTask<>(() -> {
            while (!tracking.closed()) {
              tracking.read(Duration.ofSeconds(1), 1, _ -> {});
            }
            return true;
          });
      Thread.ofPlatform().start(waiting);
      tracking.close();
      tracking.close();
      assertTrue(waiting.get(50, TimeUnit.SECONDS));
      assertEquals(0, tracking.read(Duration.ZERO, 1, _ -> {}));
    }
  }

  @Test
  void readsAnyBytes() {
    var connection =
        new TrackedConnection(
            new ConnectionTuple(
                InetAddress.ofLiteral("10.0.0.1"),
                1,
                InetAddress.ofLiteral("10.0.0.2"),
                2,
                -1,
                -1,
                -1),
            new ConnectionTuple(
                InetAddress.ofLiteral("10.0.0.2"),
                2,
                InetAddress.ofLiteral("10.0.0.1"),
                1,
                -1,
                -1,
                -1),
            TCP,
            0,
            TcpTracking.NONE,
            null,
            null,
            null,
            null,
            7,
            0);
    byte[] good = withReply(ConnectionMessages.question(connection, 1));
    List<ConnectionChange> whole = new ArrayList<>();
    ConnectionMessages.changes(asChange(good), whole::add);
    assertEquals(connection.original(), whole.getFirst().connection().original());
    assertEquals(7, whole.getFirst().connection().zone());
    var random = new SplittableRandom(11);
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = good.clone();
      for (int n = random.nextInt(6); n > 0; n--) {
        bytes[16 + random.nextInt(bytes.length - 16)] = (byte) random.nextInt(256);
      }
      ByteBuffer messages = asChange(bytes);
      if (random.nextBoolean()) {
        messages.putInt(0, random.nextInt(bytes.length + 8));
      }
      List<ConnectionChange> told = new ArrayList<>();
      ConnectionMessages.changes(messages, told::add);
      assertTrue(told.size() <= 1);
    }
    assertNull(ConnectionMessages.address(new byte[3]));
  }

  /** The same, with the packets of its originator as those of its reply, too. */
  private static byte[] withReply(byte[] question) {
    ByteBuffer message = ByteBuffer.wrap(question).order(ByteOrder.nativeOrder());
    int length = message.getShort(20);
    return ByteBuffer.allocate(question.length + length)
        .order(ByteOrder.nativeOrder())
        .put(question)
        .put(question, 20, length)
        .putInt(0, question.length + length)
        .putShort(question.length + 2, (short) (2 | 0x8000))
        .array();
  }

  private static ByteBuffer asChange(byte[] message) {
    return ByteBuffer.wrap(message).order(ByteOrder.nativeOrder()).putShort(4, (short) (1 << 8));
  }
}
