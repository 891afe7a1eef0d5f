package io.ringwall.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, disabledReason = "netlink is Linux's")
final class HostAddressesTest {
  private static final int TRIES = 50;

  /** What the JDK reads by other means. */
  private static Set<InetAddress> asTheJdkSees() throws Exception {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static Set<InetAddress> seen(HostAddresses addresses) throws KernelException {
    return addresses.now().stream().map(HostAddress::address).collect(Collectors.toSet());
  }

  @Test
  void seesTheAddressesThatTheJdkSees() throws Exception {
    try (HostAddresses addresses = HostAddresses.open()) {
      Set<InetAddress> seen = seen(addresses);
      for (int tries = 0; tries < TRIES && !seen.equals(asTheJdkSees()); tries++) {
        seen = seen(addresses);
      }
      assertEquals(asTheJdkSees(), seen);
      HostAddress loopback =
          addresses.now().stream()
              .filter(one -> one.address().equals(InetAddress.ofLiteral("127.0.0.1")))
              .findFirst()
              .orElseThrow();
      assertEquals(8, loopback.prefixLength());
      assertEquals(
          NetworkInterface.getByName("lo").getIndex(), loopback.interfaceIndex(), "its interface");
    }
  }

  @Test
  void tellsNothingWhereNothingChanges() throws Exception {
    try (HostAddresses addresses = HostAddresses.open()) {
      // Others on this host may make and remove interfaces.
      boolean changes = true;
      for (int tries = 0; tries < TRIES && changes; tries++) {
        changes = addresses.awaitChange(Duration.ZERO);
      }
      assertFalse(changes);
    }
  }

  @Test
  void aWaitingCallReturnsWhenItIsClosedOrInterrupted() throws Exception {
    HostAddresses addresses = HostAddresses.open();
    var closed = new FutureTask<>(() -> addresses.awaitChange(Duration.ofHours(1)));
    Thread.ofPlatform().start(closed);
    addresses.close();
    addresses.close();
    assertFalse(closed.get(50, TimeUnit.SECONDS));
    assertTrue(addresses.closed());
    try (HostAddresses others = HostAddresses.open()) {
      var interrupted =
          new FutureTask<>(() ->
              assertThrows(
                  InterruptedException.class, () -> others.awaitChange(Duration.ofHours(1))));
      Thread thread = Thread.ofPlatform().start(interrupted);
      thread.interrupt();
      interrupted.get(50, TimeUnit.SECONDS);
    }
  }

  @Test
  void openingAndClosingLeavesNoDescriptorBehind() throws Exception {
    for (int i = 0; i < 3_000; i++) {
      try (HostAddresses addresses = HostAddresses.open()) {
        assertFalse(addresses.now().isEmpty());
      }
    }
  }

  @Test
  void readsAnyBytes() {
    var random = new SplittableRandom(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      ByteBuffer messages = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
      if (bytes.length > 24) {
        messages.putInt(0, random.nextInt(bytes.length + 8)).putShort(4, (short) 20);
      }
      Set<HostAddress> found = new HashSet<>();
      AddressMessages.addresses(messages.duplicate().order(ByteOrder.nativeOrder()), found);
      AddressMessages.tellOfChange(messages);
      assertTrue(found.size() <= bytes.length);
    }
  }
}
