package io.ringwall.bench.kills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The distribution with a state, a configuration and a file of findings of its own. */
final class Engine {
  private static final long LONGEST_MINUTES = 5;

  private final Path program;
  private final Path folder;
  private final Path configuration;

  Engine(Path distribution, Path folder, String configured) throws IOException {
    this.program = distribution.resolve("bin").resolve("ringwall");
    this.folder = Files.createDirectories(folder);
    this.configuration =
        Files.writeString(
            folder.resolve("ringwall.yaml"),
            configured.replace("@FINDINGS@", findings().toString()));
  }

  private Path findings() {
    return folder.resolve("findings.jsonl");
  }

  Path output() {
    return folder.resolve("out");
  }

  Path errors() {
    return folder.resolve("err");
  }

  Told told() throws IOException {
    return Told.in(findings());
  }

  /** Starts it; the JVM takes the place of the script, so the process is the one to kill. */
  Process start(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    command.addAll(
        List.of("-c", configuration.toString(), "--state", folder.resolve("state").toString()));
    return new ProcessBuilder(command)
        .redirectOutput(output().toFile())
        .redirectError(errors().toFile())
        .start();
  }

  /** Lets a process end, and says what it wrote. */
  String ended(Process process) throws IOException, InterruptedException {
    if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
      throw new IllegalStateException("it does not end");
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          "exit code " + process.exitValue() + ": " + Files.readString(errors()));
    }
    return Files.readString(output());
  }

  /** What the model in its state holds. */
  String model() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "model",
                "export",
                "--json",
                "--state",
                folder.resolve("state").toString())
            .redirectOutput(folder.resolve("model").toFile())
            .redirectError(errors().toFile())
            .start();
    if (process.waitFor() != 0) {
      return "no model: " + Files.readString(errors());
    }
    return Files.readString(folder.resolve("model"));
  }

  /** kill -9: nothing of the process runs on. */
  static void kill(Process process) throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
