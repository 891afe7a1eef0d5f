package io.ringwall.bench.application;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GeneratorTest {
  private static final List<String> FILES =
      List.of("learn.pcap", "alert.pcap", "inventory.json", "truth.json");

  @TempDir Path folder;

  @Test
  void theSameSeedGivesTheSameBytes() throws IOException {
    Path one = folder.resolve("one");
    Path other = folder.resolve("other");
    new Generator(7).write(one);
    new Generator(7).write(other);

    for (String file : FILES) {
      assertArrayEquals(
          Files.readAllBytes(one.resolve(file)), Files.readAllBytes(other.resolve(file)), file);
    }
  }

  @Test
  void manySeedsDrawConnectionsOfEveryKind() throws IOException {
    Set<String> kinds = new TreeSet<>();
    for (long seed = 0; seed < 20; seed++) {
      Truth truth = new Generator(seed).write(folder);
      truth.foreign().forEach(foreign -> kinds.add(foreign.kind()));
      long edges = truth.foreign().stream().map(Truth.Finding::edge).distinct().count();
      assertEquals(truth.foreign().size(), edges, "each foreign connection is on another edge");
      assertTrue(
          truth.foreign().stream().noneMatch(foreign -> truth.learned().contains(foreign.edge())),
          "no foreign connection is on a drawn edge");
    }
    assertEquals(17, kinds.size(), kinds::toString);
  }

  @Tag("tshark")
  @ParameterizedTest
  @ValueSource(strings = {"learn.pcap", "alert.pcap"})
  void tsharkFindsNothingMalformed(String capture) throws IOException, InterruptedException {
    new Generator(7).write(folder);
    String wrong =
        "_ws.malformed || ip.checksum.status == 0 || tcp.checksum.status == 0"
            + " || udp.checksum.status == 0 || icmp.checksum.status == 0"
            + " || icmpv6.checksum.status == 0";
    String told =
        tshark(
            "-r", folder.resolve(capture).toString(),
            "-o", "ip.check_checksum:TRUE",
            "-o", "tcp.check_checksum:TRUE",
            "-o", "udp.check_checksum:TRUE",
            "-Y", wrong);

    assertEquals("", told);
  }

  private String tshark(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder();
    builder.command().add("tshark");
    builder.command().addAll(List.of(arguments));
    builder.redirectError(folder.resolve("tshark.err").toFile());
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      if (System.getProperty("ringwall.require", "").equals("all")) {
        throw e;
      }
      return abort("tshark is not installed: " + e.getMessage());
    }
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> read(folder.resolve("tshark.err")));
    return told;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
