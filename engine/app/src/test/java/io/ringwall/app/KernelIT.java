package io.ringwall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Who may use the kernel, and that nobody else calls native code. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the kernel's objects are Linux's")
class KernelIT {
  @TempDir private Path folder = Path.of("");

  private Path log() throws IOException {
    return Files.writeString(folder.resolve("acme.log"), "acme 1\n");
  }

  private Path configuration(String granted) throws IOException {
    return Files.writeString(
        folder.resolve("ringwall.yaml"), "plugin-admission:\n  kernel: [" + granted + "]\n");
  }

  @Test
  void ourOwnPluginsMayUseIt() {
    Ringwall.built().run("plugins", "list").succeeded().answers("identity host");
  }

  @Test
  void aPluginThatWasNotGrantedItIsRefusedInASentence() throws IOException {
    Path home = Installation.in(folder);
    VendorPlugin.thatCountsAddresses(home.resolve("plugins"));
    Ringwall.Outcome list = Ringwall.in(home).run("plugins", "list");
    assertEquals(1, list.code());
    list.answers("refused", "it needs the kernel", "identity host");
  }

  @Test
  void aPluginThatWasGrantedItUsesIt() throws IOException {
    Path home = Installation.in(folder);
    VendorPlugin.thatCountsAddresses(home.resolve("plugins"));
    Path events = folder.resolve("events.jsonl");
    Ringwall.in(home)
        .run(
            "replay",
            "--json",
            "-c",
            configuration("vendor").toString(),
            log().toString(),
            "--write-events",
            events.toString())
        .succeeded()
        .showsNoTrace();
    String written = Files.readString(events);
    assertTrue(written.contains("\"acme.addresses\""), written);
    assertTrue(written.matches("(?s).*\"addresses\":[1-9].*"), written);
  }

  @Test
  void whatIsGrantedReplacesTheDefault() throws IOException {
    Ringwall.Outcome list =
        Ringwall.built().run("plugins", "list", "-c", configuration("").toString());
    assertEquals(1, list.code());
    list.answers("refused", "it needs the kernel").showsNoTrace();
  }

  @Test
  void nobodyElseCallsNativeCode() throws IOException {
    Path home = Installation.in(folder);
    VendorPlugin.thatCallsNativeCode(home.resolve("plugins"));
    Path events = folder.resolve("events.jsonl");
    Ringwall.Outcome outcome =
        Ringwall.in(home)
            .run("replay", "--json", log().toString(), "--write-events", events.toString())
            .says("IllegalCallerException", "nothing could be read");
    assertEquals(65, outcome.code());
    assertFalse(Files.readString(events).contains("acme.addresses"), "it was not called");
  }
}
