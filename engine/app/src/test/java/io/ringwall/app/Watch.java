package io.ringwall.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A host, watched by the distribution as a user starts it; state and socket are in a folder. */
final class Watch {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path folder;
  private final LiveHost host;

  Watch(Path folder, LiveHost host) throws IOException {
    this(folder, host, host.dockerSocket());
  }

  /** Watches it with Docker reached there. */
  Watch(Path folder, LiveHost host, Path docker) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.host = host;
    Files.writeString(configuration(), "plugins:\n  docker: { socket: %s }\n".formatted(docker));
  }

  private Path configuration() {
    return folder.resolve("ringwall.yaml");
  }

  private Path state() {
    return folder.resolve("state");
  }

  private Path socket() {
    return folder.resolve("s");
  }

  /** Sets a plugin's section besides. */
  void set(String section) throws IOException {
    Files.writeString(configuration(), "  " + section + "\n", StandardOpenOption.APPEND);
  }

  RunningEngine start(Object... more) throws Exception {
    List<Object> arguments = new ArrayList<>(List.of("-c", configuration()));
    arguments.addAll(List.of("--state", state(), "--socket", socket()));
    arguments.addAll(List.of(more));
    return RunningEngine.start(folder, host.inHost(), arguments.toArray());
  }

  /** Asks the running engine. */
  Ringwall.Outcome ringwall(String... arguments) {
    return Ringwall.built().runWith(List.of("--socket", socket()), List.of(arguments)).succeeded();
  }

  /** Writes down the events of a type that the running engine sees, until it is destroyed. */
  Process events(String type, Path into) throws IOException {
    return new ProcessBuilder(
            Ringwall.distribution().resolve("bin/ringwall").toString(),
            "--socket",
            socket().toString(),
            "events",
            "--filter",
            "type=" + type,
            "--json")
        .redirectOutput(into.toFile())
        .redirectError(Files.createTempFile(folder, "events-", ".err").toFile())
        .start();
  }

  /** Findings without incidents, or the other way round. */
  List<JsonNode> found(String kind) {
    return ringwall("findings", "--json").json(kind);
  }

  /** Edges that were seen and are not yet learned. */
  int candidates() {
    return JSON.readTree(ringwall("status", "--json").out())
        .path("learning")
        .path("candidates")
        .asInt();
  }

  /** Waits until so many edges were seen. */
  void awaitCandidates(int count) throws InterruptedException {
    RunningEngine.await(
        () -> candidates() >= count, () -> "seen: " + candidates() + " of " + count);
  }

  /** The edges in the state of an engine that was stopped, as "from -> to PROTOCOL/port". */
  Set<String> learned() {
    Set<String> edges = new TreeSet<>();
    Ringwall.built()
        .runWith(List.of("model", "export", "--json", "--state", state()))
        .succeeded()
        .json()
        .forEach(edge -> edges.add(asText(edge)));
    return edges;
  }

  private static String asText(JsonNode edge) {
    return "%s -> %s %s/%d"
        .formatted(
            end(edge.path("from")),
            end(edge.path("to")),
            edge.path("protocol").asString(),
            edge.path("port").asInt());
  }

  private static String end(JsonNode end) {
    for (String key : List.of("service", "address", "name", "block")) {
      if (end.has(key)) {
        return end.path(key).asString();
      }
    }
    return end.has("host") ? "host" : "outside";
  }
}
