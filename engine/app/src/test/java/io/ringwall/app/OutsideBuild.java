package io.ringwall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Builds projects as somebody outside of this repository does: copies of them, by Maven, against
 * the installed SDK, which lies in a local repository of their own. Everything else comes from what
 * the build of this repository has fetched; nothing is asked of the network.
 */
final class OutsideBuild {
  private static final int MINUTES_MAX = 10;

  /** What "mvn install -pl sdk/testkit -am" installs, besides the root's POM. */
  private static final Map<String, String> INSTALLED =
      Map.of(
          "sdk/api", "ringwall-sdk",
          "engine/core", "ringwall-core",
          "sdk/testkit", "ringwall-testkit");

  private final Path folder;
  private final Path source = Ringwall.repository();

  OutsideBuild(Path folder) {
    this.folder = folder;
  }

  /**
   * Builds and tests these projects of {@code examples/}, in one go.
   *
   * @return the JARs, in the order of the projects
   */
  List<Path> verify(String... projects) throws IOException, InterruptedException {
    for (String project : projects) {
      copy(source.resolve("examples").resolve(project), folder.resolve(project));
    }
    Files.writeString(folder.resolve("pom.xml"), together(projects));
    Path repository = repository();
    maven(
        "--offline",
        "--batch-mode",
        "--no-transfer-progress",
        "-Dmaven.legacyLocalRepo=true",
        "-Dmaven.repo.local=" + repository,
        "verify");
    unlinkAll(repository.resolve("io"));
    unlinkAll(repository);
    List<Path> jars = new ArrayList<>();
    for (String project : projects) {
      try (Stream<Path> made = Files.list(folder.resolve(project).resolve("target"))) {
        jars.add(made.filter(one -> one.toString().endsWith(".jar")).findFirst().orElseThrow());
      }
    }
    return jars;
  }

  /** Starts Maven once for all; the projects themselves know nothing of it, nor of each other. */
  private static String together(String... projects) {
    String modules =
        Stream.of(projects)
            .map(project -> "<module>" + project + "</module>")
            .collect(Collectors.joining());
    return """
    <project>
      <modelVersion>4.0.0</modelVersion>
      <groupId>together</groupId>
      <artifactId>together</artifactId>
      <version>1</version>
      <packaging>pom</packaging>
      <modules>%s</modules>
    </project>
    """
        .formatted(modules);
  }

  /** Links to all that was fetched, and the SDK as it would be installed. */
  private Path repository() throws IOException {
    Path fetched = Path.of(System.getProperty("ringwall.local-repository"));
    Path repository = Files.createDirectories(folder.resolve("repository"));
    linkAll(fetched, repository, "io");
    linkAll(fetched.resolve("io"), Files.createDirectories(repository.resolve("io")), "ringwall");
    Path group = Files.createDirectories(repository.resolve("io/ringwall"));
    String version = System.getProperty("ringwall.version");
    install(group, "ringwall", version, source.resolve("pom.xml"), "pom");
    for (Map.Entry<String, String> one : INSTALLED.entrySet()) {
      Path module = source.resolve(one.getKey());
      String name = one.getValue();
      install(group, name, version, module.resolve("pom.xml"), "pom");
      Path jar = module.resolve("target/" + name + "-" + version + ".jar");
      assertTrue(Files.isRegularFile(jar), () -> "not built: " + jar);
      install(group, name, version, jar, "jar");
    }
    return repository;
  }

  private static void linkAll(Path from, Path to, String but) throws IOException {
    try (Stream<Path> all = Files.list(from)) {
      for (Path one : all.filter(path -> !path.endsWith(but)).toList()) {
        Files.createSymbolicLink(to.resolve(one.getFileName()), one.toRealPath());
      }
    }
  }

  private static void unlinkAll(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      for (Path one : all.filter(Files::isSymbolicLink).toList()) {
        Files.delete(one);
      }
    }
  }

  private static void install(Path group, String name, String version, Path file, String kind)
      throws IOException {
    Path place = Files.createDirectories(group.resolve(name).resolve(version));
    Files.copy(file, place.resolve(name + "-" + version + "." + kind));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.filter(one -> !one.startsWith(from.resolve("target"))).toList()) {
        Path copy = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(path, copy);
        }
      }
    }
  }

  private void maven(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("ringwall.maven"), "bin/mvn").toString());
    command.addAll(List.of(arguments));
    Path log = folder.resolve("maven.log");
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    // What was set for the build around us is not for this one.
    builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
    builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    process.getOutputStream().close();
    if (!process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError("does not end: " + command + "\n" + Files.readString(log));
    }
    String said = Files.readString(log);
    assertEquals(0, process.exitValue(), () -> command + "\n" + said);
  }
}
