package io.ringwall.plugin.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.Layer;
import io.ringwall.sdk.finding.Severity;
import io.ringwall.sdk.plugin.Diagnostics;
import io.ringwall.sdk.plugin.FindingSink;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.SinkContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FindingFileTest {
  @TempDir Path folder;
  private final List<String> remarks = new ArrayList<>();

  private final class Context implements SinkContext, Diagnostics {
    @Override
    public String name() {
      return "file";
    }

    @Override
    public Diagnostics diagnostics() {
      return this;
    }

    @Override
    public String json(Finding finding) {
      return "{\"kind\":\"finding\",\"id\":\"%s\",\"revision\":%d,\"evidence\":[{\"id\":\"x\"}]}"
          .formatted(finding.id(), finding.revision());
    }

    @Override
    public void malformed(String reason, long count) {}

    @Override
    public void dropped(String reason, long count) {}

    @Override
    public void count(String what, long count) {}

    @Override
    public void remark(String sentence) {
      remarks.add(sentence);
    }

    @Override
    public void progress(long done, long total) {}
  }

  private Path path() {
    return folder.resolve("out/findings.jsonl");
  }

  private static Finding finding(String id, int revision) {
    return Finding.builder()
        .id(id)
        .revision(revision)
        .correlationKey(id)
        .ruleId("r/t")
        .ruleSet("r")
        .ruleSetVersion("1")
        .layer(Layer.NETWORK)
        .title("t")
        .message("m")
        .severity(Severity.LOW)
        .firstSeen(Instant.EPOCH)
        .lastSeen(Instant.EPOCH)
        .host("h")
        .source("s")
        .build();
  }

  private FindingSink open() throws PluginException {
    var factory = new FindingFileFactory();
    return factory.open(new FindingFileSettings(path()), new Context());
  }

  private void write(Finding... findings) throws PluginException {
    try (FindingSink sink = open()) {
      for (Finding finding : findings) {
        sink.accept(finding);
      }
      sink.flush();
    }
  }

  private List<String> lines() throws Exception {
    return Files.readAllLines(path()).stream()
        .map(line ->
            line.replaceAll(".*\"id\":\"([a-z\\\\\"/]*)\",\"revision\":([0-9]+),.*", "$1 $2"))
        .toList();
  }

  @Test
  void appendsALineForEachRevision() throws Exception {
    write(finding("a", 1), finding("b", 1), finding("a", 2));
    write(finding("c", 1));
    assertEquals(List.of("a 1", "b 1", "a 2", "c 1"), lines());
  }

  @Test
  void doesNotRepeatAfterARestartWhatItIsGivenAgain() throws Exception {
    write(finding("a", 1), finding("b", 3));
    write(finding("a", 1), finding("b", 2), finding("b", 3), finding("b", 4));
    assertEquals(List.of("a 1", "b 3", "b 4"), lines());
  }

  @Test
  void writesALineAnewThatACrashCutOffAtAnyByte() throws Exception {
    write(finding("a", 1), finding("b", 1));
    byte[] whole = Files.readAllBytes(path());
    for (int length = 0; length <= whole.length; length++) {
      Files.write(path(), Arrays.copyOf(whole, length));
      write(finding("a", 1), finding("b", 1));
      assertEquals(
          new String(whole, StandardCharsets.UTF_8), Files.readString(path()), "cut at " + length);
    }
    assertTrue(
        remarks.getFirst().endsWith("ended within a line; its last 1 bytes were removed"),
        remarks.getFirst());
  }

  @Test
  void leavesAForeignFileAsItIs() throws Exception {
    for (String foreign : List.of("hello\n", "hello", "{\"a\":1}\n", "\u0000\u0001\n")) {
      Files.createDirectories(folder.resolve("out"));
      Files.writeString(path(), foreign);
      PluginException refused = assertThrows(PluginException.class, this::open);
      assertEquals(PluginException.Category.CONFIGURATION, refused.category());
      assertEquals(foreign, Files.readString(path()));
    }
  }

  @Test
  void passesOverALineOfAnotherMakeInTheMiddle() throws Exception {
    write(finding("a", 1));
    Files.writeString(path(), "# noted by hand\n", StandardOpenOption.APPEND);
    write(finding("a", 1), finding("b", 1));
    assertEquals(List.of("a 1", "# noted by hand", "b 1"), lines());
  }

  @Test
  void letsNobodyElseWriteToItsFile() throws Exception {
    try (FindingSink sink = open()) {
      PluginException refused = assertThrows(PluginException.class, this::open);
      assertTrue(
          refused.getMessage().contains("is being written by another Ringwall"),
          refused.getMessage());
      sink.accept(finding("a", 1));
    }
    write(finding("b", 1));
    assertEquals(List.of("a 1", "b 1"), lines());
  }

  @Test
  void saysWhyAFileCannotBeOpened() throws Exception {
    Files.createDirectories(path());
    PluginException refused = assertThrows(PluginException.class, this::open);
    assertEquals(PluginException.Category.RESOURCE, refused.category());
    assertTrue(refused.getMessage().contains(path().toString()), refused.getMessage());
  }

  @Test
  void readsTheHeaderOfALineAndOfNothingElse() {
    assertEquals(
        new LineHeader("a/b\\\"c", 7),
        header("{\"id\":\"a/b\\\"c\",\"x\":[{\"id\":\"y\",\"revision\":1},[]],\"revision\": 7 } "));
    for (String none :
        List.of(
            "",
            "{}",
            "{\"id\":\"a\",\"revision\":1",
            "{\"id\":\"a\",\"revision\":1}}",
            "{\"id\":\"a\",\"revision\":\"1\"}",
            "{\"id\":7,\"revision\":1}",
            "{\"x\":{\"id\":\"a\",\"revision\":1}}",
            "[\"id\",\"revision\"]",
            "{\"id\":\"a\",\"revision\":1,\"x\":" + "[".repeat(100) + "]".repeat(100) + "}")) {
      assertEquals(null, header(none), none);
    }
  }

  private static @Nullable LineHeader header(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return LineHeader.read(bytes, bytes.length);
  }
}
