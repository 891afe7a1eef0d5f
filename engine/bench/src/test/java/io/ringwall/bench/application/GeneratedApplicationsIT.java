package io.ringwall.bench.application;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.fail;

import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeEndKind;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.EdgeRef;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Image;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.event.WorkloadClass;
import io.ringwall.sdk.finding.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Of applications that a generator draws, exactly the drawn edges are learned and no other, and
 * each single connection that is foreign to them is exactly one finding.
 *
 * <p><code>-Dringwall.applications=N</code> draws that many, <code>-Dringwall.seed=N</code> begins
 * with that seed.
 */
final class GeneratedApplicationsIT {
  private static final int APPLICATIONS = 5;

  static LongStream seeds() {
    long first = Long.getLong("ringwall.seed", 1);
    return LongStream.range(first, first + Long.getLong("ringwall.applications", APPLICATIONS));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void learnsExactlyWhatWasDrawnAndFindsWhatIsForeign(long seed, @TempDir Path folder)
      throws IOException, InterruptedException {
    Replayed replayed = Replayed.of(seed, folder);
    assertAll(
        "seed " + seed + " (engine/bench/run generate --seed " + seed + " --out DIR)",
        () -> learnsTheDrawnEdges(replayed),
        () -> findsTheForeignConnections(replayed),
        () -> findsTheScans(replayed));
  }

  private static void learnsTheDrawnEdges(Replayed replayed) {
    assertSame(
        "drawn, but not learned",
        replayed.truth().learned().stream().map(GeneratedApplicationsIT::sentence).toList(),
        "learned, but not drawn",
        replayed.learned().stream().map(GeneratedApplicationsIT::sentence).toList());
  }

  private static void findsTheForeignConnections(Replayed replayed) {
    assertSame(
        "foreign, but not found",
        replayed.truth().foreign().stream().map(GeneratedApplicationsIT::sentence).toList(),
        "found, but not foreign",
        replayed.findings().stream()
            .filter(finding -> !isOfScan(finding, replayed.truth().scans()))
            .map(GeneratedApplicationsIT::sentence)
            .toList());
  }

  /**
   * A scan is a finding that absorbs those on what it scanned. Targets of a sweep that were found
   * open and answered are no targets in vain: a finding may tell of them besides.
   */
  private static boolean isOfScan(Finding finding, List<Truth.Scan> scans) {
    return scans.stream()
        .filter(scan -> scan.container().equals(name(finding.originator())))
        .anyMatch(scan -> finding.ruleSet().equals("recon") || scan.wide() && !scan.learning());
  }

  private static void findsTheScans(Replayed replayed) {
    Set<String> found =
        replayed.findings().stream()
            .filter(finding -> finding.ruleSet().equals("recon"))
            .map(finding -> name(finding.originator()))
            .collect(Collectors.toSet());
    List<String> missed =
        replayed.truth().scans().stream()
            .map(Truth.Scan::container)
            .filter(scanner -> !found.contains(scanner))
            .toList();
    if (!missed.isEmpty()) {
      fail("scans, but was not found: " + missed);
    }
  }

  private static String name(Endpoint end) {
    return end != null && end.workload() instanceof Workload workload ? workload.name() : "";
  }

  private static void assertSame(
      String missing, List<String> expected, String surplus, List<String> actual) {
    List<String> differences = new ArrayList<>();
    minus(expected, actual).forEach(one -> differences.add(missing + ": " + one));
    minus(actual, expected).forEach(one -> differences.add(surplus + ": " + one));
    if (!differences.isEmpty()) {
      fail(differences.stream().sorted().collect(joining("\n  ", "\n  ", "\n")));
    }
  }

  private static List<String> minus(List<String> all, List<String> without) {
    List<String> rest = new ArrayList<>(all);
    without.forEach(rest::remove);
    return rest;
  }

  private static String sentence(EdgeKey edge) {
    return edge + image(" from ", edge.from()) + image(" to ", edge.to());
  }

  private static String image(String word, EdgeEnd end) {
    WorkloadClass known = end.workloadClass();
    return known == null ? "" : word + known.repository();
  }

  private static String sentence(Truth.Finding foreign) {
    return sentence(foreign.edge())
        + " by "
        + party(foreign.originator())
        + " with "
        + party(foreign.responder());
  }

  private static String party(Truth.Party party) {
    if (!party.container().isEmpty()) {
      return container(party.container(), party.image(), party.address());
    }
    String name = party.name().isEmpty() ? "" : party.name() + " at ";
    return name + party.address();
  }

  private static String container(String name, String repository, String address) {
    return "container " + name + " of " + repository + " at " + address;
  }

  private static String sentence(Finding finding) {
    EdgeRef edge = finding.edge();
    if (edge == null) {
      return finding.ruleId() + ": " + finding.message();
    }
    return sentence(edge.key())
        + " by "
        + party(finding.originator(), edge.key().from())
        + " with "
        + party(finding.responder(), edge.key().to());
  }

  private static String party(Endpoint end, EdgeEnd named) {
    if (end == null) {
      return "nobody";
    }
    String address = end.address().toString();
    if (end.workload() instanceof Workload workload) {
      Image image = Objects.requireNonNull(workload.image(), workload.name());
      return container(workload.name(), image.repository(), address);
    }
    return named.kind() == EdgeEndKind.NAME ? end.dnsName() + " at " + address : address;
  }
}
