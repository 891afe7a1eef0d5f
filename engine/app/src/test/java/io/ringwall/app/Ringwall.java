package io.ringwall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The distribution, run as users run it: a process. */
final class Ringwall {
  private static final int MINUTES_MAX = 5;
  private static final JsonMapper JSON = new JsonMapper();

  private final Path program;
  private final Map<String, String> environment = new LinkedHashMap<>();

  private Ringwall(Path program) {
    this.program = program;
  }

  /** What a process did. */
  record Outcome(int code, String out, String err) {
    Outcome succeeded() {
      assertEquals(0, code, () -> "exit code; standard error was:\n" + err);
      return this;
    }

    /** It ended with this code and a sentence, and nothing on standard output. */
    Outcome refused(int expected) {
      assertEquals(expected, code, () -> "exit code; standard error was:\n" + err);
      assertTrue(err.startsWith("ringwall: "), () -> "a sentence was expected, found:\n" + err);
      showsNoTrace();
      return this;
    }

    Outcome showsNoTrace() {
      assertTrue(!err.contains("\tat ") && !err.contains("Exception"), err);
      return this;
    }

    Outcome says(String... parts) {
      for (String part : parts) {
        assertTrue(err.contains(part), () -> "expected '" + part + "' in:\n" + err);
      }
      return this;
    }

    Outcome answers(String... parts) {
      for (String part : parts) {
        assertTrue(out.contains(part), () -> "expected '" + part + "' in:\n" + out);
      }
      return this;
    }

    /** Standard output, a JSON object a line. */
    List<JsonNode> json() {
      List<JsonNode> lines = new ArrayList<>();
      out.lines().forEach(line -> lines.add(JSON.readTree(line)));
      return lines;
    }

    List<JsonNode> json(String kind) {
      return json().stream().filter(line -> line.path("kind").asString().equals(kind)).toList();
    }
  }

  /** The distribution that this build made. */
  static Ringwall built() {
    return new Ringwall(distribution().resolve("bin/ringwall"));
  }

  /** The program of another installation, which leaves nothing running behind it. */
  static Ringwall in(Path home) {
    return new Ringwall(home.resolve("bin/ringwall")).with("RINGWALL_AOT", "off");
  }

  /** Another program of the repository. */
  static Ringwall program(String path) {
    return new Ringwall(repository().resolve(path));
  }

  static Path distribution() {
    return Path.of(System.getProperty("ringwall.distribution"));
  }

  static Path repository() {
    return Path.of(System.getProperty("ringwall.repository"));
  }

  Ringwall with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Outcome runWith(List<?>... arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    for (List<?> some : arguments) {
      some.forEach(argument -> command.add(argument.toString()));
    }
    try {
      Path out = Files.createTempFile("ringwall-", ".out");
      Path err = Files.createTempFile("ringwall-", ".err");
      var builder = new ProcessBuilder(command);
      builder.environment().remove("COLUMNS");
      builder.environment().putAll(environment);
      builder.redirectOutput(out.toFile()).redirectError(err.toFile());
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("does not end: " + command + "\n" + Files.readString(err));
      }
      var outcome = new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
      Files.delete(out);
      Files.delete(err);
      return outcome;
    } catch (IOException e) {
      throw new AssertionError("cannot run " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  Outcome run(String... arguments) {
    return runWith(List.of(arguments));
  }
}
