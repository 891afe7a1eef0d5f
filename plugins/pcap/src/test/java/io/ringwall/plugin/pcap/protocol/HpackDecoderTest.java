package io.ringwall.plugin.pcap.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The examples of RFC 7541, appendix C. */
final class HpackDecoderTest {
  private static String decode(HpackDecoder decoder, String hex) {
    byte[] block = HexFormat.of().parseHex(hex);
    return decoder.decode(Bytes.of(block, block.length)).stream()
        .map(field -> field.name() + "=" + field.value())
        .collect(Collectors.joining(" "));
  }

  @Test
  void decodesRequestsWithHuffmanAndADynamicTable() {
    HpackDecoder decoder = new HpackDecoder();
    assertEquals(
        ":method=GET :scheme=http :path=/ :authority=www.example.com",
        decode(decoder, "828684418cf1e3c2e5f23a6ba0ab90f4ff"));
    assertEquals(
        ":method=GET :scheme=http :path=/ :authority=www.example.com cache-control=no-cache",
        decode(decoder, "828684be5886a8eb10649cbf"));
    assertEquals(
        ":method=GET :scheme=https :path=/index.html :authority=www.example.com"
            + " custom-key=custom-value",
        decode(decoder, "828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf"));
  }

  @Test
  void decodesLiteralsWithoutHuffman() {
    assertEquals(
        "custom-key=custom-header",
        decode(new HpackDecoder(), "400a637573746f6d2d6b65790d637573746f6d2d686561646572"));
  }

  @Test
  void givesUpOnceTheTableIsUnknown() {
    HpackDecoder decoder = new HpackDecoder();
    assertEquals("", decode(decoder, "ff00"));
    assertTrue(decoder.isLost());
    assertEquals("", decode(decoder, "82"));
  }

  @Test
  void refusesBrokenHuffman() {
    for (String hex : List.of("4184ffffffff", "4181ff", "418100")) {
      HpackDecoder decoder = new HpackDecoder();
      decode(decoder, hex);
      assertTrue(decoder.isLost() || decoder.decode(Bytes.of(new byte[0], 0)).isEmpty(), hex);
    }
  }
}
