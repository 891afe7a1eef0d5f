package io.ringwall.bench.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreTest {
  private static final Instant FIRST = Instant.parse("2026-01-01T10:00:00Z");

  @TempDir Path folder;
  private List<Capture> captures = List.of();

  @BeforeEach
  void readsAManifest() throws IOException {
    Files.writeString(
        folder.resolve("manifest.tsv"),
        """
        file	source_repository	path_in_it	licence	category	label	packets	bytes
        scan/a.pcap	r	p	l	scan	port-scan/syn=.1, fin=.2; attacker=10.0.0.1,10.0.0.2; first=2026-01-01T10:00:00Z	1	1
        benign/b.pcap	r	p	l	benign	benign	1	1
        malformed/c.pcap	r	p	l	malformed	synthetic (not for scoring detection); attacker=none	1	1
        c2/d.pcap	r	p	l	c2	c2/tls; infected=10.0.0.9; first=2026-01-01T10:00:00Z	1	1
        """);
    captures = Capture.manifest(folder);
  }

  private static Alarm scan(String source, int seconds) {
    return new Alarm(Technique.PORT_SCAN, source, FIRST.plusSeconds(seconds));
  }

  @Test
  void readsLabels() {
    assertEquals(Set.of("10.0.0.1", "10.0.0.2"), captures.get(0).sources());
    assertEquals(Technique.PORT_SCAN, captures.get(0).technique());
    assertEquals(FIRST, captures.get(0).first());
    assertNull(captures.get(3).technique());
    assertTrue(captures.get(3).clean());
    assertFalse(captures.get(2).clean());
  }

  @Test
  void findsAFileWhenEachSourceWasNamedAfterItBegan() {
    Capture file = captures.get(0);
    Score half = new Score("half", Map.of(file, List.of(scan("10.0.0.1", 1))));
    Score early =
        new Score("early", Map.of(file, List.of(scan("10.0.0.1", 1), scan("10.0.0.2", -1))));
    Score whole =
        new Score("whole", Map.of(file, List.of(scan("10.0.0.1", 1), scan("10.0.0.2", 2))));

    assertEquals(Set.of("10.0.0.2"), half.missing(file));
    assertEquals(List.of(), early.found(List.of(file)));
    assertEquals(List.of(file), early.falseFiles(Technique.PORT_SCAN));
    assertEquals(List.of(file), whole.found(List.of(file)));
    assertEquals(List.of(), whole.falseFiles(Technique.PORT_SCAN));
  }

  @Test
  void countsFilesWithFalseAlarms() {
    Map<Capture, List<Alarm>> alarms =
        Map.of(
            captures.get(0), List.of(scan("10.0.0.77", 5)),
            captures.get(1), List.of(scan("10.0.0.1", 5), scan("10.0.0.2", 5)),
            captures.get(2), List.of(scan("10.0.0.1", 5)),
            captures.get(3), List.of(scan("10.0.0.9", 5)));

    assertEquals(3, new Score("x", alarms).falseFiles(Technique.PORT_SCAN).size());
  }

  private static Connection tried(double second, String target, int port) {
    Instant start = FIRST.plusMillis((long) (second * 1_000));
    return new Connection(
        start, start, "10.0.0.1", target, "TCP", 6, port, "REJ", "Sr", true, true, 1, 1, 0);
  }

  @Test
  void publishedLogicFindsAPlainScan() {
    List<Connection> flows = new ArrayList<>();
    for (int port = 1; port <= 300; port++) {
      flows.add(tried(port * 0.05, "10.0.0.2", port));
    }

    for (Detector detector :
        List.of(
            new Unproductive(),
            new ScanZeek(),
            new SimpleScan(),
            new Slips(),
            Snort.low(),
            Snort.medium())) {
      assertTrue(
          detector.alarms(flows).stream()
              .anyMatch(alarm ->
                  alarm.technique() == Technique.PORT_SCAN && alarm.source().equals("10.0.0.1")),
          detector.name());
    }
  }

  @Test
  void slidesInsteadOfTumbling() {
    List<Connection> flows = new ArrayList<>();
    for (int port = 1; port <= 9; port++) {
      flows.add(tried(port, "10.0.0.2", port));
    }
    for (int port = 10; port <= 18; port++) {
      flows.add(tried(100 + port, "10.0.0.2", port));
    }

    assertEquals(List.of(), new Unproductive().alarms(flows));
  }
}
