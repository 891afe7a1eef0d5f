package io.ringwall.bench.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.findings.FindingJson;
import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeEndKind;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.WorkloadClass;
import io.ringwall.sdk.finding.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the distribution makes of a generated application, as whoever starts it sees it.
 *
 * @param truth what it should make of it
 * @param learned the exported edges
 * @param findings what the replay printed
 */
record Replayed(Truth truth, List<EdgeKey> learned, List<Finding> findings) {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final int PATIENCE_MINUTES = 5;

  static Replayed of(long seed, Path folder) throws IOException, InterruptedException {
    Truth truth = new Generator(seed).write(folder);
    List<String> replayed =
        ringwall(
            folder,
            List.of(
                "replay",
                "--learn",
                folder.resolve("learn.pcap").toString(),
                "--alert",
                folder.resolve("alert.pcap").toString(),
                "--inventory",
                folder.resolve("inventory.json").toString(),
                "--state",
                folder.resolve("state").toString(),
                "--json"));
    List<String> exported =
        ringwall(
            folder,
            List.of("model", "export", "--state", folder.resolve("state").toString(), "--json"));
    FindingJson json = new FindingJson();
    return new Replayed(
        truth,
        exported.stream().map(Replayed::edge).toList(),
        replayed.stream().map(json::read).toList());
  }

  private static List<String> ringwall(Path folder, List<String> arguments)
      throws IOException, InterruptedException {
    Path launcher = Path.of(System.getProperty("ringwall.distribution"), "bin", "ringwall");
    assertTrue(
        Files.isExecutable(launcher), () -> launcher + " is missing: build the distribution first");
    List<String> command = new ArrayList<>();
    command.add(launcher.toString());
    command.addAll(arguments);
    Path out = folder.resolve(arguments.getFirst() + ".out");
    Path error = folder.resolve(arguments.getFirst() + ".err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(error.toFile())
            .start();
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(String.join(" ", command) + " did not end");
    }
    assertEquals(
        0, process.exitValue(), () -> String.join(" ", command) + " failed: " + text(error));
    return Files.readAllLines(out);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static EdgeKey edge(String line) {
    JsonNode json = MAPPER.readTree(line);
    assertEquals("LEARNED", json.required("state").asString(), line);
    return new EdgeKey(
        end(json.required("from")),
        end(json.required("to")),
        Protocol.valueOf(json.required("protocol").asString().toUpperCase(Locale.ROOT)),
        json.required("port").asInt());
  }

  private static EdgeEnd end(JsonNode json) {
    if (json.has("repository")) {
      return EdgeEnd.of(
          new WorkloadClass(
              json.required("namespace").asString(),
              json.required("service").asString(),
              json.required("repository").asString()));
    }
    if (json.has("outside")) {
      return EdgeEnd.OUTSIDE;
    }
    for (EdgeEndKind kind : EdgeEndKind.values()) {
      String name = kind.name().toLowerCase(Locale.ROOT);
      if (json.has(name)) {
        return EdgeEnd.of(kind, json.required(name).asString());
      }
    }
    throw new AssertionError("no end of an edge: " + json);
  }
}
