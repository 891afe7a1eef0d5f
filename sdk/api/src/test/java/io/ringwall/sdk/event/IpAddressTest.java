package io.ringwall.sdk.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  /** The examples of RFC 5952, sections 4 and 5, and the corners around them. */
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "::ffff:192.0.2.1, 192.0.2.1",
    "2001:0db8::0001, 2001:db8::1",
    "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:DB8::ABCD, 2001:db8::abcd",
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    "fe80::1%eth0, fe80::1%eth0",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221"
  })
  void printsCanonicalText(String text, String canonical) {
    assertEquals(canonical, IpAddress.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "1.2.3.x",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "12345::",
        "g::",
        "::1%",
        "localhost",
        "1.2.3.4:80",
        "1:2:3:4:5:6:7:8::"
      })
  void refusesWhatIsNoAddress(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> IpAddress.parse(text));
    assertTrue(e.getMessage().contains("'" + text + "'"));
  }

  @Test
  void agreesWithTheJdkOnRandomAddresses() throws UnknownHostException {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[i % 2 == 0 ? 4 : 16];
      random.nextBytes(bytes);
      for (int j = 0; j < bytes.length; j++) {
        if (random.nextInt(3) == 0) {
          bytes[j] = 0;
        }
      }
      IpAddress address = IpAddress.of(bytes);
      assertEquals(address, IpAddress.parse(address.toString()));
      InetAddress jdk = InetAddress.getByName(address.toString());
      assertArrayEquals(jdk.getAddress(), address.toBytes());
      assertEquals(jdk.isLoopbackAddress(), address.isLoopback(), address::toString);
      assertEquals(jdk.isLinkLocalAddress(), address.isLinkLocal(), address::toString);
      assertEquals(jdk.isAnyLocalAddress(), address.isUnspecified(), address::toString);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8, true",
    "10.1.2.3, false",
    "172.15.0.1, true",
    "172.16.0.1, false",
    "172.31.255.255, false",
    "172.32.0.1, true",
    "192.168.1.1, false",
    "100.64.0.1, false",
    "100.128.0.1, true",
    "169.254.1.1, false",
    "224.0.0.1, false",
    "240.0.0.1, false",
    "255.255.255.255, false",
    "2001:4860:4860::8888, true",
    "fc00::1, false",
    "fd12::1, false",
    "fe80::1, false",
    "ff02::1, false"
  })
  void knowsWhatIsMeantForTheInternet(String text, boolean global) {
    assertEquals(global, IpAddress.parse(text).isGlobal());
  }

  @Test
  void ordersByBits() {
    assertTrue(IpAddress.parse("9.0.0.1").compareTo(IpAddress.parse("10.0.0.1")) < 0);
    assertTrue(IpAddress.parse("255.0.0.1").compareTo(IpAddress.parse("8000::")) < 0);
    assertTrue(IpAddress.parse("fe80::1%a").compareTo(IpAddress.parse("fe80::1%b")) < 0);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "0.0.0.0/0, 1.2.3.4, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "192.0.2.7, 192.0.2.7, true",
    "2001:db8::/32, 2001:db8:ffff::, true",
    "2001:db8::/65, 2001:db8:0:0:8000::, false",
    "::/0, 1.2.3.4, true"
  })
  void blocksHoldTheirAddresses(String block, String address, boolean held) {
    assertEquals(held, AddressBlock.parse(block).contains(IpAddress.parse(address)));
  }

  @Test
  void blocksPrintAsTheirFamilyDoes() {
    assertEquals("10.0.0.0/8", AddressBlock.parse("10.1.2.3/8").toString());
    assertEquals("2001:db8::/32", AddressBlock.parse("2001:db8:1::/32").toString());
    assertThrows(IllegalArgumentException.class, () -> AddressBlock.parse("10.0.0.0/33"));
    assertFalse(AddressBlock.parse("10.0.0.0/8").contains(IpAddress.parse("::1")));
  }
}
