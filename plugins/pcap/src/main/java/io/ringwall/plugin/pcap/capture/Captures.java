package io.ringwall.plugin.pcap.capture;

import io.ringwall.plugin.pcap.tally.Tally;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens captures, told by their content, never by name. */
public final class Captures {
  private Captures() {}

  /** Do these first bytes of a file begin a capture, packed or not. */
  public static boolean recognises(byte[] head) {
    if (head.length >= 2 && head[0] == 0x1f && (head[1] & 0xff) == 0x8b) {
      return isCapture(unpackedHead(head));
    }
    return isCapture(head);
  }

  private static byte[] unpackedHead(byte[] head) {
    try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(head))) {
      return stream.readNBytes(4);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  private static boolean isCapture(byte[] head) {
    if (head.length < 4) {
      return false;
    }
    int magic = ByteBuffer.wrap(head).getInt(0);
    return magic == PcapNgReader.SECTION || PcapMagic.of(magic) != null;
  }

  /**
   * Opens a capture.
   *
   * @throws NotACaptureException when it is none
   * @throws IOException when the file cannot be read
   */
  public static CaptureReader open(Path path, Tally tally) throws IOException {
    Input input = Input.open(path, false);
    try {
      return reader(input, path, tally);
    } catch (IOException | RuntimeException e) {
      input.close();
      throw e;
    }
  }

  /**
   * Walks over all records of a capture, to learn its identity and its span of time.
   *
   * @throws NotACaptureException when it is none
   * @throws IOException when the file cannot be read
   */
  public static Survey survey(Path path) throws IOException {
    try (Input input = Input.open(path, true)) {
      Tally tally = new Tally();
      CaptureReader reader = reader(input, path, tally);
      Survey.Collector collector = new Survey.Collector();
      PacketRecord record = new PacketRecord();
      while (reader.next(record)) {
        collector.add(record);
      }
      long checksum = input.finishChecksum();
      boolean cut = tally.malformedBy("record-cut") > 0;
      return collector.survey(checksum, input.offset(), input.damaged(), cut);
    }
  }

  private static CaptureReader reader(Input input, Path path, Tally tally) throws IOException {
    int magic = input.require(4) ? input.buffer().getInt(input.index()) : 0;
    if (magic == PcapNgReader.SECTION) {
      return new PcapNgReader(input, tally);
    }
    PcapMagic pcap = PcapMagic.of(magic);
    if (pcap == null) {
      throw new NotACaptureException(
          "%s is no capture: expected pcap or pcapng, found a file that begins with %08x"
              .formatted(path.getFileName(), magic));
    }
    return new PcapReader(input, pcap, tally);
  }
}
