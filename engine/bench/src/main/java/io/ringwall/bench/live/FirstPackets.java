package io.ringwall.bench.live;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * When the kernel saw the first packet of each connection to a foreign port, as tcpdump was told,
 * which watches the same interface.
 */
final class FirstPackets implements AutoCloseable {
  private static final String FILTER =
      "tcp[tcpflags] == tcp-syn and tcp dst portrange " + Load.FIRST_FOREIGN_PORT + "-30000";
  private static final int NANOSECONDS = 0xA1B2_3C4D;
  private static final int FILE_HEADER = 24;
  private static final int RECORD_HEADER = 16;
  private static final int DESTINATION_PORT = 14 + 20 + 2;
  private static final long LOOK_MILLIS = 50;
  private static final long LOOKS = 200;
  private static final long ENDS_WITHIN_SECONDS = 20;

  private final Path file;
  private final Process tcpdump;

  private FirstPackets(Path file, Process tcpdump) {
    this.file = file;
    this.tcpdump = tcpdump;
  }

  static FirstPackets of(BenchNetwork network, Path folder)
      throws IOException, InterruptedException {
    Path file = folder.resolve("first.pcap");
    Path said = folder.resolve("tcpdump");
    List<String> command =
        List.of(
            "ip",
            "netns",
            "exec",
            network.host(),
            "tcpdump",
            "-i",
            network.watched(),
            "-n",
            "-Z",
            "root",
            "-U",
            "--time-stamp-precision",
            "nano",
            "-w",
            file.toString(),
            FILTER);
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    for (int look = 0; look < LOOKS && process.isAlive(); look++) {
      if (Files.readString(said).contains("listening")) {
        return new FirstPackets(file, process);
      }
      Thread.sleep(LOOK_MILLIS);
    }
    process.destroyForcibly();
    throw new IOException("tcpdump does not listen: " + Files.readString(said));
  }

  /** Ends it, and returns the time of each, by port. */
  Map<Integer, Instant> times() throws IOException, InterruptedException {
    tcpdump.destroy();
    if (!tcpdump.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("tcpdump does not end");
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
    if (bytes.remaining() < FILE_HEADER || bytes.getInt(0) != NANOSECONDS) {
      throw new IOException(file + " is no capture with nanoseconds");
    }
    Map<Integer, Instant> times = new HashMap<>();
    int at = FILE_HEADER;
    while (at + RECORD_HEADER <= bytes.limit()) {
      long seconds = Integer.toUnsignedLong(bytes.getInt(at));
      Instant time = Instant.ofEpochSecond(seconds, bytes.getInt(at + 4));
      int port = at + RECORD_HEADER + DESTINATION_PORT;
      times.putIfAbsent((bytes.get(port) & 0xFF) << 8 | bytes.get(port + 1) & 0xFF, time);
      at += RECORD_HEADER + bytes.getInt(at + 8);
    }
    return times;
  }

  @Override
  public void close() {
    tcpdump.destroyForcibly();
  }
}
