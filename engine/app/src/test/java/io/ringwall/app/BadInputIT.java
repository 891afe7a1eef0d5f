package io.ringwall.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Input, configuration, rule sets and plugins that are broken: a sentence each, and the rest goes
 * on.
 */
class BadInputIT {
  private final Recording shop = Recording.ofTheShop();
  private final Path good = shop.file("normal.pcap");

  @TempDir private Path folder = Path.of("");

  private static Ringwall.Outcome replay(Object... arguments) {
    return Ringwall.built()
        .runWith(List.of("replay", "--json"), Arrays.asList(arguments))
        .showsNoTrace();
  }

  @Test
  void aTruncatedCaptureIsReadAsFarAsItGoes() throws IOException {
    byte[] all = Files.readAllBytes(good);
    Path cut = Files.write(folder.resolve("cut.pcap"), Arrays.copyOf(all, all.length / 2 + 7));
    replay(cut).succeeded().says("pcap: could not be read, and was skipped: 1 ");
    isIncomplete(cut);
  }

  @Test
  void whatIsReadInPartIsTooLittleForStrict() throws IOException {
    byte[] all = Files.readAllBytes(good);
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(all);
    }
    byte[] zipped = packed.toByteArray();
    isIncomplete(write("cut.pcap.gz", Arrays.copyOf(zipped, zipped.length / 2)));
    isIncomplete(good, write("header.pcap", Arrays.copyOf(all, 20)));
    isIncomplete(good, write("link.pcap", ofAnUnknownLinkType()));
    Path log = shop.file("normal.falco.jsonl");
    isIncomplete(write("falco.jsonl", (Files.readString(log) + "{\"time\":\n").getBytes(UTF_8)));
    replay(good, log, "--strict").succeeded();
  }

  private static void isIncomplete(Path... files) {
    replay((Object[]) files).succeeded();
    List<Object> strict = new ArrayList<>(List.of(files));
    strict.add("--strict");
    replay(strict.toArray()).refused(65).says("could not be read or judged");
  }

  @Test
  void nothingThatCouldBeReadIsNoSuccess() throws IOException {
    byte[] all = Files.readAllBytes(good);
    List<Path> unreadable =
        List.of(
            write("header.pcap", Arrays.copyOf(all, 20)),
            write("header.pcapng", Arrays.copyOf(new byte[] {0x0a, 0x0d, 0x0d, 0x0a}, 10)),
            write("link.pcap", ofAnUnknownLinkType()));
    for (Path file : unreadable) {
      replay(file, "--inventory", shop.file("inventory.json"))
          .refused(65)
          .says("nothing could be read");
    }
    replay("/dev/stdin").refused(65).says("/dev/stdin: is no file that can be read more than once");
    replay(write("empty.pcap", Arrays.copyOf(all, 24)), "--strict").succeeded();
  }

  private static byte[] ofAnUnknownLinkType() throws IOException {
    byte[] capture = Files.readAllBytes(Recording.ofTheShop().file("normal.pcap"));
    capture[20] = (byte) 147;
    return capture;
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  @Test
  void halfACharacterIsReplaced() throws IOException {
    Path log =
        Files.writeString(
            folder.resolve("falco.jsonl"),
            """
            {"time":"2026-11-25T17:56:57.38Z","source":"syscall","rule":"r","priority":"Notice",\
            "output":"o","output_fields":{"evt.type":"execve","evt.time":1795629417380000000,\
            "proc.pid":7,"proc.name":"sh","proc.cmdline":"sh \\ud800","proc.exepath":"/bin/sh"}}
            """);
    Path events = folder.resolve("events.jsonl");
    replay(log, "--strict", "--write-events", events).succeeded();
    assertTrue(Files.readString(events).contains("sh \uFFFD"), Files.readString(events));
  }

  @Test
  void aFileInTheWayIsNamedAsTheReason() throws IOException {
    Path way = Files.createFile(folder.resolve("way"));
    replay(good, "--state", way).refused(74).says("way/ledger cannot be opened: Not a directory");
    replay(good, "--write-events", folder.resolve("none/x"))
        .refused(74)
        .says("none/x: there is no folder " + folder.resolve("none"));
    replay(good, "--plugins", folder.resolve("nosuch"))
        .refused(74)
        .says("nosuch cannot be read: there is no such file or folder");
    Ringwall.built()
        .run("run", "--state", way.toString())
        .refused(74)
        .says("cannot be made: a file of this name is in the way");
  }

  @Test
  void aFileOfRandomBytesIsNoRecording() throws IOException {
    byte[] bytes = new byte[10_000];
    new Random(7).nextBytes(bytes);
    Path random = Files.write(folder.resolve("random.pcap"), bytes);
    replay(random).refused(65).says("random.pcap", "no installed plugin recognises it");
    Path events = folder.resolve("events.jsonl");
    replay(random, good, "--write-events", events).succeeded().says("random.pcap");
    assertFalse(Files.readString(events).isEmpty(), "the good one was read");
    Ringwall.Outcome strict = replay(random, good, "--strict");
    assertEquals(65, strict.code());
  }

  @Test
  void whatIsNoFileIsToldOf() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty"));
    replay(empty, folder, folder.resolve("missing.pcap"))
        .refused(65)
        .says("empty file", "is a folder", "missing.pcap: no such file");
  }

  @Test
  void anInventoryThatIsNoJsonIsToldOf() throws IOException {
    Path inventory = Files.writeString(folder.resolve("inventory.json"), "# containers\n- a\n");
    replay(good, "--inventory", inventory).succeeded().says("inventory.json", "docker inspect");
    Path broken = Files.writeString(folder.resolve("broken.json"), "[{\"Id\": \"aa\", \"Na");
    replay(good, "--inventory", broken).succeeded().says("broken.json");
  }

  @Test
  void aRuleSetWithAnErrorIsLeftOut() throws IOException {
    CommandLineIT.ruleSet(folder, "broken", "Flow(setled, responder.port == 27017)");
    CommandLineIT.ruleSet(folder, "sound", "Flow(settled, responder.port == 27017)");
    Ringwall.Outcome outcome = replay(good, "--rules", folder).succeeded();
    outcome.says("broken.drl:5:", "setled", "did you mean 'settled'?");
    assertEquals("sound/mongo", outcome.json().getFirst().path("ruleId").asString());
  }

  @Test
  void anUnknownConfigurationKeyIsAnErrorWithItsPlace() throws IOException {
    Path file = folder.resolve("ringwall.yaml");
    Files.writeString(file, "host: here\nworkerz: 2\nmodel:\n  max-edge: 7\n");
    replay(good, "-c", file)
        .refused(78)
        .says("ringwall.yaml:2:1: workerz", "did you mean 'workers'?", "ringwall.yaml:4:3");
    Files.writeString(file, "plugins:\n  pcap:\n    max-flow: 7\n");
    replay(good, "-c", file).refused(78).says("ringwall.yaml:3:5");
    Files.writeString(file, "rulesets:\n  recom:\n    disabled: true\n");
    replay(good, "-c", file).refused(78).says("recom", "did you mean 'recon'?");
  }

  @Test
  void aPluginThatThrowsInItsConstructorHurtsNobody() throws IOException {
    Path home = Installation.in(folder);
    VendorPlugin.thatThrowsInItsConstructor(home.resolve("plugins"));
    Path events = folder.resolve("events.jsonl");
    Ringwall.in(home)
        .run("replay", "--json", good.toString(), "--write-events", events.toString())
        .succeeded()
        .says("vendor", "failed", "cannot be made");
    assertFalse(Files.readString(events).isEmpty(), "the others work");
    Ringwall.Outcome list = Ringwall.in(home).run("plugins", "list");
    assertEquals(1, list.code());
    list.answers("failed", "active");
  }

  @Test
  void aSourceThatThrowsWhileItEmitsIsToldOfAndTheOthersGoOn() throws IOException {
    Path home = Installation.in(folder);
    VendorPlugin.whoseSourceThrowsWhileItEmits(home.resolve("plugins"));
    Path acme = Files.writeString(folder.resolve("acme.log"), "acme 1\nacme 2\n");
    Path events = folder.resolve("events.jsonl");
    Ringwall.in(home)
        .run(
            "replay",
            "--json",
            good.toString(),
            acme.toString(),
            "--write-events",
            events.toString())
        .succeeded()
        .says("acme", "the log is broken behind its second line");
    String written = Files.readString(events);
    assertEquals(2, written.split("\"CustomEvent\"", -1).length - 1, "what it emitted is kept");
    assertFalse(written.lines().noneMatch(line -> line.contains("\"Flow\"")), "the other goes on");
  }
}
