package io.ringwall.plugin.pcap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The network interfaces of this network namespace, as the kernel lists them.
 *
 * @param folder where it does
 */
record Interfaces(Path folder) {
  /** Link type of captures: Ethernet. */
  static final int ETHERNET = 1;

  private static final int RAW_IP = 101;
  private static final int LINK_ETHERNET = 1;
  private static final int LINK_LOOPBACK = 772;
  private static final int LINK_NONE = 65_534;

  static Interfaces ofThisHost() {
    return new Interfaces(Path.of("/sys/class/net"));
  }

  /** All that is there now, by name. */
  List<String> all() {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside
          .filter(path -> Files.exists(path.resolve("ifindex")))
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    } catch (UncheckedIOException e) {
      // One went while they were listed; the next look will see.
      return List.of();
    }
  }

  /** One that is there for sure: the loopback interface, if it is; null when there is none. */
  @Nullable String any() {
    List<String> all = all();
    if (all.isEmpty()) {
      return null;
    }
    return all.contains("lo") ? "lo" : all.getFirst();
  }

  /** Those that are wanted: the bridges, or those that one of these patterns names. */
  List<String> wanted(List<String> patterns) {
    if (patterns.isEmpty()) {
      return all().stream().filter(this::isBridge).toList();
    }
    List<Pattern> compiled = patterns.stream().map(Interfaces::pattern).toList();
    return all().stream()
        .filter(name -> compiled.stream().anyMatch(one -> one.matcher(name).matches()))
        .toList();
  }

  private static Pattern pattern(String written) {
    String expression =
        Stream.of(written.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    return Pattern.compile(expression);
  }

  private boolean isBridge(String name) {
    return Files.isDirectory(folder.resolve(name).resolve("bridge"));
  }

  /** What an interface's packets begin with, as a link type of captures; -1 for none we read. */
  int linkType(String name) {
    return switch (type(name)) {
      case LINK_ETHERNET, LINK_LOOPBACK -> ETHERNET;
      case LINK_NONE -> RAW_IP;
      default -> -1;
    };
  }

  /** Does it show each packet twice: as it leaves, and as it arrives. */
  boolean isLoopback(String name) {
    return type(name) == LINK_LOOPBACK;
  }

  /** Its number, which no other interface ever had; 0 when it is gone. */
  int index(String name) {
    return number(name, "ifindex");
  }

  private int type(String name) {
    return number(name, "type");
  }

  private int number(String name, String file) {
    try {
      return Integer.parseInt(Files.readString(folder.resolve(name).resolve(file)).strip());
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }
}
