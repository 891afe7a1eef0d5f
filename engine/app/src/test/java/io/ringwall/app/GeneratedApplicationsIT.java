package io.ringwall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.testkit.application.DrawnApplication;
import io.ringwall.testkit.application.DrawnEdge;
import io.ringwall.testkit.application.ForeignConnection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Applications drawn at random, as captures and inventories, through the distribution as users
 * start it. The seed is in the name of each test; {@code -Dringwall.seed=N} draws others, {@code
 * -Dringwall.applications=N} more of them.
 */
class GeneratedApplicationsIT {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final long TIMEOUT_MINUTES = 5;

  @TempDir private Path folder;

  static List<Long> seeds() {
    long first = Long.getLong("ringwall.seed", 7000L);
    List<Long> seeds = new ArrayList<>();
    for (int i = 0; i < Integer.getInteger("ringwall.applications", 3); i++) {
      seeds.add(first + i);
    }
    return seeds;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void exactlyTheDrawnEdgesAreLearnedAndEachForeignConnectionIsOneFinding(long seed)
      throws IOException, InterruptedException {
    DrawnApplication drawn = new DrawnApplication(seed);
    drawn.write(folder);
    List<JsonNode> findings =
        ringwall(
            "replay",
            "--learn",
            "learn.pcap",
            "--alert",
            "alert.pcap",
            "--inventory",
            "inventory.json",
            "--state",
            "state",
            "--host",
            DrawnApplication.HOST,
            "--json");

    assertEquals(new TreeSet<>(drawn.edges()), learned(), drawn.toString());
    List<ForeignConnection> unseen = new ArrayList<>();
    List<String> scanners = new ArrayList<>();
    for (JsonNode finding : findings) {
      if (finding.required("ruleSet").asString().equals("recon")) {
        scanners.add(name(finding.required("originator")));
      } else {
        unseen.add(
            new ForeignConnection(
                name(finding.required("originator")),
                name(finding.required("responder")),
                finding.required("responder").required("port").asInt()));
      }
    }
    unseen.sort(null);
    assertEquals(List.copyOf(new TreeSet<>(drawn.foreign())), unseen, drawn.toString());
    assertEquals(
        drawn.scanner() == null ? List.of() : List.of(drawn.scanner()), scanners, drawn.toString());
  }

  private Set<DrawnEdge> learned() throws IOException, InterruptedException {
    TreeSet<DrawnEdge> learned = new TreeSet<>();
    for (JsonNode edge : ringwall("model", "export", "--state", "state", "--json")) {
      assertEquals("LEARNED", edge.required("state").asString());
      learned.add(
          new DrawnEdge(
              end(edge.required("from")),
              end(edge.required("to")),
              edge.required("protocol").asString(),
              edge.required("port").asInt()));
    }
    return learned;
  }

  private static String end(JsonNode end) {
    if (end.has("repository")) {
      return end.required("namespace").asString()
          + "/"
          + end.required("service").asString()
          + " "
          + end.required("repository").asString();
    }
    if (end.has("outside")) {
      return "outside";
    }
    String kind = end.propertyNames().iterator().next();
    return kind + " " + end.required(kind).asString();
  }

  private static String name(JsonNode end) {
    return end.has("workload")
        ? end.required("workload").required("name").asString()
        : end.required("address").asString();
  }

  /** Runs the command in the test's folder and reads its JSON Lines. */
  private List<JsonNode> ringwall(String... arguments) throws IOException, InterruptedException {
    String distribution = System.getProperty("ringwall.distribution");
    assertNotNull(distribution, "the build tells where the distribution is");
    List<String> command = new ArrayList<>();
    command.add(Path.of(distribution, "bin", "ringwall").toString());
    command.addAll(List.of(arguments));
    Path errors = folder.resolve("errors.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(errors.toFile())
            .start();
    List<JsonNode> lines = new ArrayList<>();
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      text.lines().filter(line -> !line.isBlank()).map(JSON::readTree).forEach(lines::add);
    }
    assertTrue(process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES), "it ends");
    assertEquals(0, process.exitValue(), java.nio.file.Files.readString(errors));
    return lines;
  }
}
