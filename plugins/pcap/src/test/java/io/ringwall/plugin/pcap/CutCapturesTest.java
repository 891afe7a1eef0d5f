package io.ringwall.plugin.pcap;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import io.ringwall.plugin.pcap.SharedCaptures.Expected;
import io.ringwall.plugin.pcap.capture.CaptureReader;
import io.ringwall.plugin.pcap.capture.Captures;
import io.ringwall.plugin.pcap.capture.PacketRecord;
import io.ringwall.plugin.pcap.packet.PacketDecoder;
import io.ringwall.plugin.pcap.tally.Tally;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads every shared capture cut at each header boundary of its first fifty packets and its last.
 */
final class CutCapturesTest {
  private static final int FIRST_PACKETS = 50;

  /** How far before the payload the headers of TCP, UDP, IPv4 and IPv6 begin. */
  private static final int[] BEFORE_PAYLOAD = {0, 8, 20, 28, 40, 48, 60};

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> readsWhatIsLeft() {
    return SharedCaptures.expected().stream()
        .map(Expected::file)
        .map(file -> DynamicTest.dynamicTest(file, () -> cutEverywhere(file)));
  }

  private void cutEverywhere(String name) throws IOException {
    Path capture = SharedCaptures.folder().resolve(name);
    Path copy = folder.resolve("cut");
    Files.write(copy, Files.readAllBytes(capture));
    for (long length : boundaries(capture).descendingSet()) {
      try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
        channel.truncate(length);
      }
      if (length >= 4) {
        assertDoesNotThrow(() -> Replayed.replay(copy), () -> name + " cut at " + length);
      }
    }
  }

  private static NavigableSet<Long> boundaries(Path capture) throws IOException {
    TreeSet<Long> boundaries = new TreeSet<>(List.of(4L, 8L, 20L, 24L));
    List<Long> last = new ArrayList<>();
    PacketRecord record = new PacketRecord();
    try (CaptureReader reader = Captures.open(capture, new Tally())) {
      for (int i = 0; reader.next(record); i++) {
        List<Long> cuts = boundaries(record, reader.offset());
        if (i < FIRST_PACKETS) {
          boundaries.addAll(cuts);
        }
        last = cuts;
      }
    }
    boundaries.addAll(last);
    boundaries.removeIf(length -> length > capture.toFile().length());
    return boundaries;
  }

  private static List<Long> boundaries(PacketRecord record, long end) {
    List<Long> boundaries = new ArrayList<>();
    long data = end - record.capturedLength();
    boundaries.add(record.offset());
    boundaries.add(record.offset() + 8);
    boundaries.add(data);
    boundaries.add(data + linkHeader(record.linkType()));
    PacketDecoder decoder = new PacketDecoder(1, 1, new Tally());
    if (decoder.decode(record, record.timeNanos())) {
      long payload = data + decoder.packet().payloadStart() - record.start();
      for (int before : BEFORE_PAYLOAD) {
        boundaries.add(Math.max(data, payload - before));
      }
    }
    boundaries.removeIf(length -> length > end);
    return boundaries;
  }

  private static int linkHeader(int linkType) {
    return switch (linkType) {
      case 1 -> 14;
      case 113 -> 16;
      case 276 -> 20;
      default -> 4;
    };
  }
}
