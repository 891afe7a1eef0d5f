package io.ringwall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.app.Ringwall.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept so that the next start is faster: used while it holds, and never after. */
class StartCacheIT {
  @TempDir private Path folder = Path.of("");
  private Path home = Path.of("");
  private Path rules = Path.of("");
  private Path log = Path.of("");

  @BeforeEach
  void install() throws IOException {
    home = Installation.in(folder);
    rules = Files.createDirectories(folder.resolve("rules/typed"));
    Files.writeString(
        rules.resolve("ruleset.yaml"), "name: typed\nversion: 1.0.0\nsdk: 1.0\nlayer: process\n");
    log =
        Files.writeString(
            folder.resolve("falco.jsonl"),
            """
            {"time":"2026-11-25T17:56:57.38Z","source":"syscall","rule":"r","priority":"Notice",\
            "output":"o","output_fields":{"evt.type":"execve","evt.time":1795629417380000000,\
            "container.id":"3c1b2a3f4d5e","proc.pid":1000,"proc.name":"sh",\
            "proc.cmdline":"sh -c 1","proc.exepath":"/bin/sh"}}
            """);
    rule("it was typed");
  }

  private void rule(String message) throws IOException {
    Files.writeString(
        rules.resolve("typed.drl"),
        """
        rule "a command was typed" @severity(LOW)
        when $p : ProcessEvent(process.name == "sh")
        then findings.raise($p, "%s").key($p.process().commandLine());
        end
        """
            .formatted(message));
  }

  private Outcome replay(String aot) {
    return Ringwall.in(home)
        .with("RINGWALL_AOT", aot)
        .run("replay", "--alert", log.toString(), "--rules", rules.toString())
        .succeeded();
  }

  private List<Path> kept(String kind, String ending) throws IOException {
    Path cache = home.resolve("var/cache").resolve(kind);
    if (!Files.isDirectory(cache)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(cache)) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }

  private static void damage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  /** Its folder is a file: root may write into a folder that is read-only. */
  private void takeAwayTheCacheFolder() throws IOException {
    Path cache = home.resolve("var/cache");
    if (Files.exists(cache)) {
      Files.move(cache, folder.resolve("cache-before"));
    }
    Files.createDirectories(cache.getParent());
    Files.writeString(cache, "");
  }

  private Path recorded() throws IOException {
    assertEquals(1, recordings(), "AOT caches that were recorded");
    return kept("aot", ".aot").getFirst();
  }

  /** Those that are done: nobody is at another. */
  private int recordings() throws IOException {
    return kept("aot", ".part").isEmpty() ? kept("aot", ".aot").size() : 0;
  }

  @Test
  void judgesByTheRuleAsItStandsWhateverBecameOfTheCache() throws IOException {
    replay("off").answers("it was typed");
    rule("somebody typed");
    Outcome changed = replay("off").answers("somebody typed");
    assertFalse(changed.out().contains("it was typed"), changed.out());
    for (Path file : kept("rules", ".bin")) {
      damage(file);
    }
    replay("off").answers("somebody typed").says("are damaged", "are made again");
    assertEquals("", remarks(replay("off").answers("somebody typed")));
    takeAwayTheCacheFolder();
    rule("one typed");
    replay("off").answers("one typed").says("compiled rule sets cannot be kept in ");
  }

  /** It gives way to others, so it may take minutes. */
  @Test
  void recordsAnAotCacheInTheBackground() throws Exception {
    assertEquals("", remarks(replay("on").answers("it was typed")));
    for (int waited = 0; waited < 600 && recordings() == 0; waited++) {
      Thread.sleep(1_000);
    }
    recorded();
  }

  @Test
  void recordsAnAotCacheOnceForTheseJarsAndRemakesItWhenItIsDamaged() throws Exception {
    assertEquals("", remarks(replay("now").answers("it was typed")));
    Path first = recorded();
    FileTime made = Files.getLastModifiedTime(first);
    assertEquals("", remarks(replay("on").answers("it was typed")));
    assertEquals(made, Files.getLastModifiedTime(recorded()), "it is used, not made again");
    changeAJar();
    assertEquals("", remarks(replay("now").answers("it was typed")));
    assertEquals(2, recordings(), "the one before is kept for those that run");
    Path second = other(first);
    damage(second);
    replay("now").answers("it was typed").says("the AOT cache " + second + " is damaged");
    assertEquals(2, recordings(), "it is made again");
    assertTrue(Files.exists(first), "the one before stays");
    assertEquals("", remarks(replay("now").answers("it was typed")));
  }

  private Path other(Path first) throws IOException {
    return kept("aot", ".aot").stream().filter(one -> !one.equals(first)).findFirst().orElseThrow();
  }

  private void changeAJar() throws IOException {
    Path built = Ringwall.distribution().resolve("lib");
    Path lib = home.resolve("lib");
    Files.delete(lib);
    Files.createDirectory(lib);
    try (Stream<Path> jars = Files.list(built)) {
      for (Path jar : jars.toList()) {
        Path here = lib.resolve(jar.getFileName());
        if (here.toString().contains("ringwall-app")) {
          Files.copy(jar, here);
          Files.setLastModifiedTime(here, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
        } else {
          Files.createSymbolicLink(here, jar);
        }
      }
    }
  }

  @Test
  void saysThatAnAotCacheCannotBeKeptAndWorks() throws IOException {
    takeAwayTheCacheFolder();
    Outcome outcome = replay("on").answers("it was typed");
    outcome.says("no AOT cache can be kept in " + home.resolve("var/cache/aot"));
    assertEquals(1, outcome.err().lines().filter(line -> line.contains("AOT")).count());
  }

  /** What was said about caches. */
  private static String remarks(Outcome outcome) {
    return String.join(
        "\n",
        outcome
            .err()
            .lines()
            .filter(line -> line.contains("AOT") || line.contains("cache") || line.contains("[aot"))
            .toList());
  }
}
