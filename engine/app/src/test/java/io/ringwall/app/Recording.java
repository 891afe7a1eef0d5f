package io.ringwall.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The recording of the shop, or a changed copy of it. */
final class Recording {
  private static final int FILE_HEADER = 24;
  private static final int PACKET_HEADER = 16;
  private static final int ETHERNET = 14;
  private static final int IPV4_ADDRESSES = ETHERNET + 12;
  private static final int ARP_SENDER = ETHERNET + 14;
  private static final int ARP_TARGET = ETHERNET + 24;

  private final Path folder;

  private Recording(Path folder) {
    this.folder = folder;
  }

  static Recording ofTheShop() {
    return new Recording(Ringwall.repository().resolve("examples/shop/recording"));
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Capture and logs of a part. */
  List<Path> part(String part) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.getFileName().toString().startsWith(part + "."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Arguments that learn from one part and judge another. */
  List<Object> learnAndJudge(String learned, String judged) {
    List<Object> arguments = new ArrayList<>(List.of("replay", "--learn"));
    arguments.addAll(part(learned));
    arguments.add("--alert");
    arguments.addAll(part(judged));
    arguments.addAll(List.of("--inventory", file("inventory.json"), "--host", "shop-host"));
    return arguments;
  }

  /** A copy without the lines of logs that this says. */
  Recording withoutLines(Path into, Predicate<String> gone) throws IOException {
    for (Path file : files()) {
      Path copy = into.resolve(file.getFileName());
      if (file.toString().endsWith(".jsonl")) {
        Files.write(copy, Files.readAllLines(file).stream().filter(gone.negate()).toList());
      } else {
        Files.copy(file, copy);
      }
    }
    return new Recording(into);
  }

  /**
   * A copy in which names are others, and the addresses of one network lie in another.
   *
   * @param network the first three bytes of an IPv4 network's addresses, and those of the other
   */
  Recording renamed(Path into, Map<String, String> names, byte[] network, byte[] other)
      throws IOException {
    for (Path file : files()) {
      Path copy = into.resolve(file.getFileName());
      if (file.toString().endsWith(".pcap")) {
        Files.write(copy, moved(Files.readAllBytes(file), network, other));
      } else {
        String text = Files.readString(file);
        for (Map.Entry<String, String> name : names.entrySet()) {
          text = text.replace(name.getKey(), name.getValue());
        }
        Files.writeString(copy, text);
      }
    }
    return new Recording(into);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static byte[] moved(byte[] capture, byte[] network, byte[] other) {
    ByteBuffer packets = ByteBuffer.wrap(capture).order(ByteOrder.LITTLE_ENDIAN);
    int at = FILE_HEADER;
    while (at + PACKET_HEADER <= capture.length) {
      int packet = at + PACKET_HEADER;
      int type = packets.order(ByteOrder.BIG_ENDIAN).getShort(packet + 12) & 0xffff;
      if (type == 0x0800) {
        move(capture, packet + IPV4_ADDRESSES, network, other);
        move(capture, packet + IPV4_ADDRESSES + 4, network, other);
      } else if (type == 0x0806) {
        move(capture, packet + ARP_SENDER, network, other);
        move(capture, packet + ARP_TARGET, network, other);
      }
      at = packet + packets.order(ByteOrder.LITTLE_ENDIAN).getInt(at + 8);
    }
    return capture;
  }

  private static void move(byte[] capture, int address, byte[] network, byte[] other) {
    for (int i = 0; i < network.length; i++) {
      if (capture[address + i] != network[i]) {
        return;
      }
    }
    System.arraycopy(other, 0, capture, address, other.length);
  }
}
