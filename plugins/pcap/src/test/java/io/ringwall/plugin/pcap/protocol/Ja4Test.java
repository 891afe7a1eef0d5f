package io.ringwall.plugin.pcap.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example of FoxIO's technical details. */
final class Ja4Test {
  private static List<Integer> numbers(String list) {
    return List.of(list.split(",", -1)).stream().map(HexFormat::fromHexDigits).toList();
  }

  private static final ClientHello HELLO =
      new ClientHello(
          0x0304,
          numbers("1301,1302,1303,c02b,c02f,c02c,c030,cca9,cca8,c013,c014,009c,009d,002f,0035"),
          numbers(
              "001b,0000,0033,0010,4469,0017,002d,000d,0005,0023,0012,002b,ff01,000b,000a,0015"),
          "example.com",
          List.of("h2", "http/1.1"),
          numbers("0403,0804,0401,0503,0805,0501,0806,0601"));

  @Test
  void computesThePublishedFingerprint() {
    assertEquals("t13d1516h2_8daaf6152771_e5627efa2ab1", Ja4.of(HELLO, 't'));
  }

  @Test
  void saysWhatIsMissing() {
    ClientHello bare = new ClientHello(0x0303, List.of(), List.of(), null, List.of(), List.of());
    assertEquals("q12i000000_000000000000_000000000000", Ja4.of(bare, 'q'));
  }
}
